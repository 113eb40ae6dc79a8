package city.datastore.platform.tabular;

import static city.datastore.platform.tabular.Csv.profile;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ProfileTest {
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    @Nested
    class A_profile {
        @Test
        void knows_delimiter_columns_and_rows() throws IOException {
            assertThat(profile("Date;Supplier;Amount\n1;A;2,5\n2;B;3,5\n"))
                    .isEqualTo(
                            new Profile(
                                    Delimiter.SEMICOLON,
                                    TextEncoding.UTF_8,
                                    0,
                                    List.of("Date", "Supplier", "Amount"),
                                    2,
                                    null));
        }

        @Test
        void knows_each_delimiter() throws IOException {
            assertThat(profile("a,b\n1,2\n").delimiter()).isEqualTo(Delimiter.COMMA);
            assertThat(profile("a;b\n1;2\n").delimiter()).isEqualTo(Delimiter.SEMICOLON);
            assertThat(profile("a\tb\n1\t2\n").delimiter()).isEqualTo(Delimiter.TAB);
            assertThat(profile("a|b\n1|2\n").delimiter()).isEqualTo(Delimiter.PIPE);
        }

        @Test
        void knows_the_encoding_of_the_whole_file() throws IOException {
            String plain = "a,b\n" + "1,2\n".repeat(100_000);

            assertThat(profile(plain).encoding().label()).isEqualTo("utf-8");
            assertThat(profile(plain + "1,\u00a3\n").encoding().label()).isEqualTo("utf-8");
            assertThat(profile("\ufeff" + plain).encoding().label()).isEqualTo("utf-8-bom");
            assertThat(
                            profile((plain + "1,\u00a3\n").getBytes(WINDOWS))
                                    .orElseThrow()
                                    .encoding()
                                    .label())
                    .isEqualTo("windows-1252");
        }

        @Test
        void reads_header_names_in_the_files_encoding() throws IOException {
            assertThat(profile("Amount \u00a3,b\n1,2\n".getBytes(WINDOWS)).orElseThrow().columns())
                    .containsExactly("Amount \u00a3", "b");
            assertThat(profile("Amount \u00a3,b\n1,2\n").columns())
                    .containsExactly("Amount \u00a3", "b");
        }

        @Test
        void finds_the_header_below_titles() throws IOException {
            Profile profile = profile("Transparency Report,,\n,,\nDate,Name,Amount\n1,A,2\n");

            assertThat(profile.headerRow()).isEqualTo(2);
            assertThat(profile.columns()).containsExactly("Date", "Name", "Amount");
            assertThat(profile.rows()).isEqualTo(1);
        }

        @Test
        void finds_the_header_by_the_declared_columns_where_a_title_looks_like_one()
                throws IOException {
            String text = "Period,September,2023\nDate,Name, Amount \n1,A,2\n";

            assertThat(profile(text).headerRow()).isZero();
            assertThat(profile(text, "Amount", "Name").headerRow()).isEqualTo(1);
        }

        @Test
        void falls_back_to_its_own_reading_when_a_declared_column_is_absent() throws IOException {
            Profile profile = profile("Date,Name,Amount\n1,A,2\n", "Date", "Postcode");

            assertThat(profile.columns()).containsExactly("Date", "Name", "Amount");
        }

        @Test
        void knows_a_table_of_one_column_only_if_that_is_declared() throws IOException {
            byte[] one = "uprn\n100021234567\n100021234568\n".getBytes(UTF_8);

            assertThat(profile(one)).isEmpty();
            assertThat(profile(one, "uprn").orElseThrow().rows()).isEqualTo(2);
        }

        @Test
        void looks_for_the_header_among_25_rows_only() throws IOException {
            String text = "x,,\n".repeat(24) + "a,b,c\n" + "1,2,3\n".repeat(50);

            assertThat(profile(text, "a").headerRow()).isEqualTo(24);
            assertThat(profile(("x,,\n" + text).getBytes(UTF_8), "a")).isEmpty();
        }

        @Test
        void counts_neither_empty_nor_blank_rows() throws IOException {
            assertThat(profile("a,b\n1,2\n\n,\n \u00a0, \n3,4\n").rows()).isEqualTo(2);
        }

        @Test
        void says_why_a_file_cannot_be_projected() throws IOException {
            Profile unclosed = profile("a,b\n1,2\n\"3,4\n");
            assertThat(unclosed.projectable()).isFalse();
            assertThat(unclosed.fault())
                    .isEqualTo("the row that starts on line 3 has a quote that is never closed");

            Profile ragged = profile("a,b\n1,2\n1,2\n1,2\n1,2,secret\n1,2\n");
            assertThat(ragged.fault()).startsWith("the row that starts on line 5 has text beyond");
            assertThat(ragged.rows()).isEqualTo(3);
        }
    }

    @Nested
    class Bytes_that_are_no_csv {
        @Test
        void have_no_profile() throws IOException {
            byte[] noise = new byte[300_000];
            new Random(1).nextBytes(noise);

            assertThat(profile(noise)).isEmpty();
            assertThat(profile(new byte[0])).isEmpty();
            assertThat(profile("Dear all\nthis is a letter.\nYours\n".getBytes(UTF_8))).isEmpty();
            assertThat(profile("\ufeffa,b\n1,2\n".getBytes(UTF_16LE))).isEmpty();
            assertThat(profile("{\"a\": 1,\n \"b\": [2]}\n".getBytes(UTF_8))).isEmpty();
        }
    }

    @Nested
    class A_profiling_stream {
        @Test
        void passes_every_byte_unchanged() throws IOException {
            byte[] bytes = ("a,b\n" + "1,2\n".repeat(200_000)).getBytes(UTF_8);
            try (var stream = new ProfilingStream(new ByteArrayInputStream(bytes), List.of())) {
                assertThat(stream.read()).isEqualTo('a');
                assertThat(stream.skip(1)).isEqualTo(1);
                assertThat(stream.readAllBytes())
                        .isEqualTo(java.util.Arrays.copyOfRange(bytes, 2, bytes.length));
                assertThat(stream.profile().orElseThrow().rows()).isEqualTo(200_000);
            }
        }

        @Test
        void knows_nothing_before_its_end() throws IOException {
            try (var stream =
                    new ProfilingStream(
                            new ByteArrayInputStream("a,b\n".getBytes(UTF_8)), List.of())) {
                stream.read();
                assertThatThrownBy(stream::profile).isInstanceOf(IllegalStateException.class);
            }
        }

        @Test
        void never_waits_for_a_reader_that_has_given_up() throws IOException {
            var big =
                    new SequenceInputStream(
                            new ByteArrayInputStream(new byte[] {'P', 'K', 3, 4}),
                            Csv.repeated("x", 20L << 20));
            try (var stream = new ProfilingStream(big, List.of())) {
                assertThat(stream.transferTo(OutputStream.nullOutputStream()))
                        .isEqualTo((20L << 20) + 4);
                assertThat(stream.profile()).isEmpty();
            }
        }

        @Test
        void can_be_left_half_way() throws IOException {
            var stream = new ProfilingStream(Csv.repeated("a,b\n", 20L << 20), List.of());
            stream.readNBytes(5 << 20);
            stream.close();

            assertThatThrownBy(stream::profile).isInstanceOf(IllegalStateException.class);
        }
    }
}
