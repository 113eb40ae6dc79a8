package city.datastore.audit.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.audit.names.DatasetId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class EventCodecTest {
    private static String text(AuditEvent event) {
        return new String(EventCodec.encode(event), UTF_8);
    }

    @Nested
    class An_event {
        @Test
        void comes_back_from_its_bytes_as_it_was() {
            Random random = new Random(6005);
            for (int i = 0; i < 2_000; i++) {
                AuditEvent event = Events.any(random);

                byte[] bytes = EventCodec.encode(event);

                AuditEvent back = EventCodec.decode(bytes);
                assertThat(back).isEqualTo(event);
                assertThat(EventCodec.encode(back)).isEqualTo(bytes);
            }
        }

        @Test
        void leaves_out_what_does_not_apply() {
            AuditEvent event = Events.read("mps.officer", "camden/hmo-licences");

            assertThat(text(event))
                    .doesNotContain("null", "agreement", "purpose", "columns", "grant", "reasons")
                    .contains("\"dataset\":\"camden/hmo-licences\"");
        }

        @Test
        void says_in_the_words_of_others_that_it_was_refused() {
            AuditEvent read = Events.read("mps.officer", "camden/hmo-licences");
            AuditEvent refused =
                    new AuditEvent(
                            read.id(),
                            read.at(),
                            read.actor(),
                            read.action(),
                            read.about(),
                            new Outcome.Refused(java.util.List.of()),
                            read.request());

            assertThat(text(refused))
                    .contains("\"action_id\":2", "\"status_id\":2", "\"type_uid\":600501");
            assertThat(text(read)).contains("\"action_id\":1", "\"status_id\":1");
        }

        @Test
        void with_thousands_of_long_columns_is_too_large() {
            About wide =
                    About.dataset(DatasetId.parse("camden/wide"))
                            .withColumns(
                                    IntStream.range(0, 5_000)
                                            .mapToObj("a rather long column name %05d"::formatted)
                                            .toList());

            assertThatThrownBy(() -> EventCodec.encode(about(wide)))
                    .isInstanceOf(EventException.TooLarge.class)
                    .hasMessageContaining("dataset.read")
                    .hasMessageContaining("5000 columns")
                    .hasMessageContaining("65536");
        }

        @Test
        void with_a_thousand_columns_fits() {
            About wide =
                    About.dataset(DatasetId.parse("camden/wide"))
                            .withColumns(
                                    IntStream.range(0, 1_000)
                                            .mapToObj("a rather long column name %05d"::formatted)
                                            .toList());

            assertThat(EventCodec.encode(about(wide))).hasSizeLessThan(EventCodec.MAX_BYTES);
        }

        @Test
        void with_half_a_surrogate_pair_cannot_be_written() {
            About odd = About.NOTHING.withColumns(java.util.List.of("\ud83d"));

            assertThatThrownBy(() -> EventCodec.encode(about(odd)))
                    .isInstanceOf(EventException.Unwritable.class)
                    .hasMessageContaining("surrogate");
        }

        private static AuditEvent about(About about) {
            AuditEvent read = Events.read("mps.officer", "camden/wide");
            return new AuditEvent(
                    read.id(),
                    read.at(),
                    read.actor(),
                    read.action(),
                    about,
                    read.outcome(),
                    read.request());
        }
    }

    @Nested
    class Bytes_that_are_no_event {
        private final byte[] event = EventCodec.encode(Events.documented());

        @Test
        void are_refused_when_they_are_the_same_event_in_another_form() {
            byte[] spaced = text(Events.documented()).replaceFirst(",", ", ").getBytes(UTF_8);

            assertThatThrownBy(() -> EventCodec.decode(spaced))
                    .isInstanceOf(EventException.Unreadable.class)
                    .hasMessageContaining("canonical");
        }

        @Test
        void are_refused_wherever_the_event_is_cut() {
            for (int length = 0; length < event.length; length++) {
                byte[] cut = Arrays.copyOf(event, length);

                assertThatThrownBy(() -> EventCodec.decode(cut))
                        .isInstanceOf(EventException.Unreadable.class);
            }
        }

        @Test
        void are_refused_or_say_something_else_whichever_byte_is_changed() {
            for (int i = 0; i < event.length; i++) {
                byte[] changed = event.clone();
                changed[i] ^= 0x01;
                try {
                    AuditEvent other = EventCodec.decode(changed);
                    assertThat(new String(changed, UTF_8)).isNotEqualTo(text(Events.documented()));
                    assertThat(other).isNotNull();
                } catch (EventException.Unreadable e) {
                    assertThat(e).hasMessageNotContaining("gla.officer");
                }
            }
        }

        @Test
        void are_refused_when_they_are_not_UTF8_not_JSON_of_another_class_or_too_many() {
            for (byte[] bytes :
                    new byte[][] {
                        {(byte) 0xff},
                        "hello".getBytes(UTF_8),
                        "[]".getBytes(UTF_8),
                        "{}".getBytes(UTF_8),
                        "{\"class_uid\":6004}".getBytes(UTF_8),
                        new byte[EventCodec.MAX_BYTES + 1]
                    }) {
                assertThatThrownBy(() -> EventCodec.decode(bytes))
                        .isInstanceOf(EventException.Unreadable.class);
            }
        }

        @Test
        void are_not_what_a_newer_writer_sends_with_one_field_more() {
            String newer =
                    text(Events.documented()).replace("\"unmapped\":{", "\"unmapped\":{\"a\":1,");

            assertThat(newer).isNotEqualTo(text(Events.documented()));
            assertThat(EventCodec.decode(newer.getBytes(UTF_8))).isEqualTo(Events.documented());
        }
    }

    @Nested
    class The_example_in_the_documentation {
        @Test
        void is_what_the_codec_writes() throws Exception {
            String page = Files.readString(page());
            Matcher example = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL).matcher(page);
            assertThat(example.find()).isTrue();

            byte[] bytes = AnyJson.parse(example.group(1)).bytes();

            assertThat(new String(bytes, UTF_8)).isEqualTo(text(Events.documented()));
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            assertThat(page).contains(HexFormat.of().formatHex(digest));
        }

        private static Path page() throws IOException {
            Path folder = Path.of("").toAbsolutePath();
            while (folder != null && !Files.exists(folder.resolve("docs/audit-events.md"))) {
                folder = folder.getParent();
            }
            if (folder == null) {
                throw new IOException("docs/audit-events.md is not above the working folder");
            }
            return folder.resolve("docs/audit-events.md");
        }
    }
}
