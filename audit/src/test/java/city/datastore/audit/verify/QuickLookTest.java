package city.datastore.audit.verify;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.audit.event.About;
import city.datastore.audit.event.Action;
import city.datastore.audit.event.Activity;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.EventCodec;
import city.datastore.audit.event.Events;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.verify.receipt.Entry;
import java.io.ByteArrayOutputStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A quick look is sure only where the long way finds nothing. */
class QuickLookTest {
    private static final AuditEvent EVENT = Events.documented();
    private static final byte[] CANONICAL = EventCodec.encode(EVENT);
    private static final byte[] BARE = EventCodec.encode(Events.bare());

    /** The same for one who sees their first event as for one who knows shapes like its own. */
    private static boolean sure(Copied row) {
        return sure(row, CANONICAL);
    }

    /**
     * @param like an event that the row was made from
     */
    private static boolean sure(Copied row, byte[] like) {
        boolean sure = new QuickLook(row.row()).isSure();
        assertThat(sureAfterOthers(row, List.of(BARE, CANONICAL, like))).isEqualTo(sure);
        return sure;
    }

    private static boolean sureAfterOthers(Copied row, List<byte[]> others) {
        List<byte[]> messages = new ArrayList<>();
        for (byte[] other : others) {
            messages.add(Copied.of(other).message(messages.isEmpty()));
        }
        messages.add(row.message(false));
        CopiedRows rows = Copied.rows(EventRow.FIELDS, messages.toArray(byte[][]::new));
        var look = new QuickLook(rows);
        boolean sure = false;
        try {
            for (int i = 0; i < messages.size(); i++) {
                assertThat(rows.next()).isTrue();
                sure = look.isSure();
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return sure;
    }

    /** What the long way says. */
    private static boolean sound(Copied row) {
        Judged judged = Judged.of(EventRow.of(row.row()), new Entry());
        return judged.fault() == null && judged.announcement() == null;
    }

    private static Copied spelled(String from, String to) {
        String text = new String(CANONICAL, UTF_8);
        assertThat(text).contains(from);
        return Copied.of(CANONICAL).with(EventRow.CANONICAL, Copied.text(text.replace(from, to)));
    }

    @Nested
    class An_event_as_it_was_recorded {
        @Test
        void is_seen_to_be_sound() {
            assertThat(sure(Copied.of(CANONICAL))).isTrue();
            assertThat(sure(Copied.of(EventCodec.encode(Events.read("lfb.officer", "lfb/fires")))))
                    .isTrue();
        }

        @Test
        void and_has_details_and_ids_is_seen_to_be_sound() {
            assertThat(sure(about(EVENT.about().withDetails(Map.of("hold", "one", "to", "two")))))
                    .isTrue();
        }

        @Test
        void and_has_nothing_but_an_actor_is_seen_to_be_sound() {
            assertThat(sure(about(About.NOTHING))).isTrue();
        }

        @Test
        void is_left_to_the_long_way_where_it_has_escapes() {
            Copied row = about(EVENT.about().withColumns(List.of("a \"name\"", "b")));

            assertThat(sure(row)).isFalse();
            assertThat(sound(row)).isTrue();
        }

        @Test
        void and_announces_a_deletion_is_left_to_the_long_way() {
            var prune = new Action("retention.prune", Activity.DELETE);
            Copied row = event(prune, About.NOTHING);

            assertThat(sure(row)).isFalse();
            assertThat(sound(row)).isFalse();
        }

        @Test
        void is_seen_to_be_sound_after_more_shapes_than_are_remembered() {
            List<byte[]> others = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                others.add(detailed("name" + i));
            }
            Copied row = Copied.of(detailed("another"));

            assertThat(sureAfterOthers(row, others)).isTrue();
            assertThat(sureAfterOthers(row.with(EventRow.USERNAME, Copied.text("x")), others))
                    .isFalse();
        }

        private byte[] detailed(String name) {
            return bytes(EVENT.action(), EVENT.about().withDetails(Map.of(name, "one")));
        }

        private Copied about(About about) {
            return event(EVENT.action(), about);
        }

        private Copied event(Action action, About about) {
            return Copied.of(bytes(action, about));
        }

        private byte[] bytes(Action action, About about) {
            return EventCodec.encode(
                    new AuditEvent(
                            EVENT.id(),
                            EVENT.at(),
                            EVENT.actor(),
                            action,
                            about,
                            new Outcome.Allowed(List.of()),
                            EVENT.request()));
        }
    }

    static List<Integer> columns() {
        return List.of(
                EventRow.ID,
                EventRow.AT,
                EventRow.ACTOR,
                EventRow.USERNAME,
                EventRow.ACTOR_AGENCY,
                EventRow.OWNER_AGENCY,
                EventRow.DATASET,
                EventRow.AGREEMENT,
                EventRow.PURPOSE,
                EventRow.ACTION,
                EventRow.OUTCOME);
    }

    @ParameterizedTest
    @MethodSource("columns")
    void a_column_that_says_something_else_is_not_passed_over(int column) {
        Copied row = Copied.of(CANONICAL);
        byte[] other = row.fields().get(column).orElseThrow().clone();
        other[other.length - 1] ^= 1;

        assertThat(sure(row.with(column, Optional.of(other)))).isFalse();
        assertThat(sure(row.with(column, Optional.empty()))).isFalse();
        assertThat(sure(row.with(column, Optional.of(new byte[0])))).isFalse();
    }

    static List<Integer> emptyColumns() {
        return List.of(
                EventRow.ACTOR_AGENCY,
                EventRow.OWNER_AGENCY,
                EventRow.DATASET,
                EventRow.AGREEMENT,
                EventRow.PURPOSE);
    }

    @ParameterizedTest
    @MethodSource("emptyColumns")
    void a_column_of_what_the_event_does_not_name_is_not_passed_over(int column) {
        Copied bare = Copied.of(BARE);
        Copied full = Copied.of(CANONICAL);

        assertThat(sure(bare)).isTrue();
        assertThat(sure(bare.with(column, full.fields().get(column)))).isFalse();
    }

    @Nested
    class Bytes_that_are_no_event_in_canonical_form {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"activity_id\"", // a name before its turn
                    "{ \"action\"",
                    "{\"action\" ",
                    "{\"action\":\"x\",\"action\"",
                    "{,\"action\"",
                    "{\"\\u0061ction\"",
                    "{\"aaa\":null,\"action\"",
                    "{\"aaa\":01,\"action\"",
                    "{\"aaa\":-0,\"action\"",
                    "{\"aaa\":1.5,\"action\"",
                    "{\"aaa\":1e3,\"action\"",
                    "{\"aaa\":9007199254740992,\"action\"",
                    "{\"aaa\":99999999999999999999,\"action\"",
                    "{\"aaa\":[1,],\"action\"",
                    "{\"aaa\":[,1],\"action\"",
                    "{\"aaa\":[1 ,2],\"action\"",
                    "{\"aaa\":{\"b\":1,},\"action\"",
                    "{\"aaa\":{\"b\"},\"action\"",
                    "{\"aaa\":{\"b\":1,\"a\":1},\"action\"",
                    "{\"aaa\":\"\t\",\"action\"",
                    "{\"aaa\":tru,\"action\"",
                    "{\"aaa\":True,\"action\"",
                    "{\"aaa\":[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]],\"action\""
                })
        void are_not_passed_over(String beginning) {
            Copied row = spelled("{\"action\"", beginning);

            assertThat(sure(row)).isFalse();
            assertThat(sound(row)).isFalse();
        }

        @ParameterizedTest
        @ValueSource(strings = {" ", "}", ",", "\0", "{}"})
        void and_go_on_after_their_end_are_not_passed_over(String end) {
            Copied row =
                    Copied.of(CANONICAL)
                            .with(
                                    EventRow.CANONICAL,
                                    Copied.text(new String(CANONICAL, UTF_8) + end));

            assertThat(sure(row)).isFalse();
        }

        @Test
        void and_are_cut_off_anywhere_are_not_passed_over() {
            Copied row = Copied.of(CANONICAL);
            for (int length = 0; length < CANONICAL.length; length++) {
                byte[] start = Arrays.copyOf(CANONICAL, length);
                assertThat(sure(row.with(EventRow.CANONICAL, Optional.of(start)))).isFalse();
            }
        }

        @Test
        void and_are_not_UTF_8_are_not_passed_over() {
            byte[] bytes = CANONICAL.clone();
            int pound = new String(bytes, ISO_8859_1).indexOf(0xc2);
            bytes[pound + 1] = 'x';
            Copied row = Copied.of(CANONICAL).with(EventRow.CANONICAL, Optional.of(bytes));

            assertThat(sure(row)).isFalse();
            assertThat(sound(row)).isFalse();
        }

        @Test
        void and_hide_a_quotation_mark_in_a_column_are_not_passed_over() {
            String name = "gla.officer\",\"zzz\":\"x";
            Copied row =
                    spelled("\"gla.officer\"", "\"" + name + "\"")
                            .with(EventRow.USERNAME, Copied.text(name));

            assertThat(sure(row)).isFalse();
            assertThat(sound(row)).isFalse();
        }
    }

    @Nested
    class What_no_event_may_say {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "\"class_uid\":6005|\"class_uid\":6004",
                    "\"class_uid\":6005|\"class_uie\":6005",
                    "\"requestId\":\"4f1c2b7e-90aa\"|\"requestId\":\"-4f1c2b7e-90aa\"",
                    "\"requestId\"|\"requestIe\"",
                    "\"datasetVersion\":3|\"datasetVersion\":-3",
                    "\"datasetVersion\":3|\"datasetVersion\":2147483648",
                    "\"datasetVersion\":3|\"datasetVersion\":\"3\"",
                    "\"agreementVersion\":1|\"agreementVersion\":[1]",
                    "\"bytes\":1048576|\"bytes\":true",
                    "\"columns\":[\"Supplier\"|\"columns\":[1",
                    "\"roles\":[\"officer\"]|\"roles\":\"officer\"",
                    "\"roles\":[\"officer\"]|\"roles\":[[]]",
                    "\"grant\":\"019aa6a8|\"grant\":\"019AA6A8",
                    "\"grant\":\"019aa6a8-|\"grant\":\"019aa6a80",
                    "{\"code\":\"grant-in-force\"|{\"codf\":\"grant-in-force\"",
                    "{\"code\":\"grant-in-force\"|{\"code\":1",
                    "\"metadata\":{|\"metadatb\":{",
                    "\"unmapped\":{|\"unmappee\":{",
                    "\"actor\":{\"user\"|\"actor\":{\"uses\""
                })
        void is_not_passed_over(String change) {
            int bar = change.indexOf('|');
            Copied row = spelled(change.substring(0, bar), change.substring(bar + 1));

            assertThat(sound(row)).isFalse();
            assertThat(sure(row)).isFalse();
        }
    }

    @Nested
    class Of_any_event_and_any_change {
        private static final int TIMES = 40_000;

        private final Random random = new Random(20261122);

        @Test
        void a_quick_look_is_sure_only_where_the_long_way_finds_nothing() {
            int sure = 0;
            int unsound = 0;
            for (int i = 0; i < TIMES; i++) {
                byte[] event = i % 3 == 0 ? EventCodec.encode(Events.any(random)) : CANONICAL;
                Copied row = changed(Copied.of(event));
                boolean sound = sound(row);
                if (sure(row, event)) {
                    sure++;
                    assertThat(sound).as("%s", row).isTrue();
                }
                unsound += sound ? 0 : 1;
            }
            assertThat(sure).isGreaterThan(TIMES / 20);
            assertThat(unsound).isGreaterThan(TIMES / 20);
        }

        private Copied changed(Copied row) {
            return random.nextInt(3) == 0
                    ? otherColumn(row)
                    : row.with(
                            EventRow.CANONICAL,
                            Optional.of(
                                    changed(row.fields().get(EventRow.CANONICAL).orElseThrow())));
        }

        private Copied otherColumn(Copied row) {
            int column = EventRow.ID + random.nextInt(EventRow.FIELDS - EventRow.ID);
            Optional<byte[]> value = row.fields().get(column);
            return row.with(
                    column, random.nextInt(4) == 0 ? Optional.empty() : value.map(this::changed));
        }

        /** One byte is changed, taken away or put in, or a piece is said twice. */
        private byte[] changed(byte[] bytes) {
            if (bytes.length < 2) {
                return new byte[] {'x'};
            }
            int at = random.nextInt(bytes.length);
            byte other =
                    random.nextBoolean()
                            ? bytes[random.nextInt(bytes.length)]
                            : (byte) random.nextInt(256);
            int length = 1 + random.nextInt(Math.min(40, bytes.length - 1));
            int from = random.nextInt(bytes.length - length);
            return switch (random.nextInt(4)) {
                case 0 -> spliced(bytes, at, at + 1, new byte[] {other});
                case 1 -> spliced(bytes, at, at + 1, new byte[0]);
                case 2 -> spliced(bytes, at, at, new byte[] {other});
                default -> spliced(bytes, at, at, Arrays.copyOfRange(bytes, from, from + length));
            };
        }

        private byte[] spliced(byte[] bytes, int from, int to, byte[] with) {
            var result = new ByteArrayOutputStream();
            result.write(bytes, 0, from);
            result.writeBytes(with);
            result.write(bytes, to, bytes.length - to);
            return result.toByteArray();
        }
    }
}
