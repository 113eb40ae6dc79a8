package city.datastore.platform.tabular;

import static city.datastore.platform.tabular.Csv.project;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ProjectionTest {
    private static final String SPEND =
            """
            Date,Supplier,Amount,Code
            01/09/2023,ACME Ltd,12.50,B1
            02/09/2023,"Smith, Jones & Co","1,200.00",B2
            """;

    @Nested
    class A_projection {
        @Test
        void writes_the_wanted_columns_and_no_others() throws IOException {
            assertThat(project(SPEND, "Date", "Amount"))
                    .isEqualTo("Date,Amount\n01/09/2023,12.50\n02/09/2023,\"1,200.00\"\n");
        }

        @Test
        void keeps_the_order_of_the_file_whatever_order_is_asked_for() throws IOException {
            assertThat(project(SPEND, "Code", "Date", "Code"))
                    .isEqualTo("Date,Code\n01/09/2023,B1\n02/09/2023,B2\n");
        }

        @Test
        void of_all_columns_is_the_file_itself() throws IOException {
            assertThat(project(SPEND, "Date", "Supplier", "Amount", "Code")).isEqualTo(SPEND);
        }

        @Test
        void says_which_columns_it_gives_and_how_many_rows_it_wrote() throws IOException {
            Projection projection =
                    Projection.of(
                            new ByteArrayInputStream(SPEND.getBytes(UTF_8)),
                            List.of(),
                            List.of("Amount", "Date"));

            assertThat(projection.columns()).containsExactly("Date", "Amount");
            assertThat(projection.writeTo(OutputStream.nullOutputStream())).isEqualTo(2);
        }

        @Test
        void leaves_out_what_is_above_the_header_and_empty_lines() throws IOException {
            String titled =
                    "Transparency Report,,\n\n,,\nDate,Supplier,Amount\n1,A,2\n\n3,B,4\n,,\n";

            assertThat(project(titled, "Date", "Amount")).isEqualTo("Date,Amount\n1,2\n3,4\n,\n");
        }

        @Test
        void finds_the_header_by_the_datasets_columns() throws IOException {
            String text = "Period,September,2023\nDate,Supplier,Amount\n1,A,2\n";
            byte[] bytes = text.getBytes(UTF_8);

            assertThat(
                            Csv.project(
                                    new ByteArrayInputStream(bytes),
                                    List.of("Amount", "Date"),
                                    List.of("Supplier")))
                    .asString(UTF_8)
                    .isEqualTo("Supplier\nA\n");
        }

        @Test
        void keeps_quotes_doubled_quotes_and_line_breaks_within_them() throws IOException {
            String text =
                    "A,B,C\n\"say \"\"hi\"\"\",x,\"two\nlines, \r\n three\"\n\"\",\"\"\"\",y\n";

            assertThat(project(text, "A", "C"))
                    .isEqualTo("A,C\n\"say \"\"hi\"\"\",\"two\nlines, \r\n three\"\n\"\",y\n");
            assertThat(project(text, "B")).isEqualTo("B\nx\n\"\"\"\"\n");
        }

        @Test
        void leaves_formulas_as_they_are() throws IOException {
            assertThat(project("A,B\n=1+1,x\n\"=cmd|'/c calc'!A1\",y\n-2,z\n@SUM(1),w\n", "A"))
                    .isEqualTo("A\n=1+1\n\"=cmd|'/c calc'!A1\"\n-2\n@SUM(1)\n");
        }

        @Test
        void keeps_a_quote_within_an_unquoted_value() throws IOException {
            assertThat(project("A,B\n5\" pipe,x\n", "A")).isEqualTo("A\n5\" pipe\n");
        }

        @Test
        void keeps_every_byte_of_windows_1252() throws IOException {
            Charset windows = Charset.forName("windows-1252");
            byte[] bytes =
                    "Amount \u00a3,Name,X\n1,Caf\u00e9 \u201cA\u201d \u20ac,y\n".getBytes(windows);

            assertThat(project(bytes, "Amount \u00a3", "Name"))
                    .isEqualTo(
                            "Amount \u00a3,Name\n1,Caf\u00e9 \u201cA\u201d \u20ac\n"
                                    .getBytes(windows));
        }

        @Test
        void keeps_every_byte_there_is() throws IOException {
            var text = new StringBuilder("A,B\n");
            for (char c = 1; c < 256; c++) {
                if (c != '\n' && c != '\r') {
                    text.append('x').append(c == ',' || c == '"' ? ' ' : c).append(",y\n");
                }
            }
            byte[] bytes = text.toString().getBytes(ISO_8859_1);

            assertThat(new String(project(bytes, "A", "B"), ISO_8859_1)).isEqualTo(text.toString());
        }

        @Test
        void keeps_utf_8_and_its_byte_order_mark() throws IOException {
            assertThat(
                            project(
                                    "\ufeffStra\u00dfe,Ort,\u540d\nA,B,\u6771\n",
                                    "Stra\u00dfe",
                                    "\u540d"))
                    .isEqualTo("\ufeffStra\u00dfe,\u540d\nA,\u6771\n");
        }

        @Test
        void keeps_the_files_delimiter_and_line_end() throws IOException {
            assertThat(project("A;B;C\r\n1;2,5;3\r\n", "B", "C")).isEqualTo("B;C\r\n2,5;3\r\n");
            assertThat(project("A\tB\tC\n1\t2\t3\n", "A", "C")).isEqualTo("A\tC\n1\t3\n");
            assertThat(project("A|B|C\r1|2|3\r", "A", "C")).isEqualTo("A|C\r1|3\r");
        }

        @Test
        void ends_the_last_row_even_if_the_file_does_not() throws IOException {
            assertThat(project("A,B\n1,2", "B")).isEqualTo("B\n2\n");
        }

        @Test
        void gives_an_empty_value_where_a_row_is_too_short() throws IOException {
            assertThat(project("A,B,C,D\n1,2\n1,2,3,4\n", "B", "C", "D"))
                    .isEqualTo("B,C,D\n2,,\n2,3,4\n");
        }

        @Test
        void keeps_a_row_whose_only_wanted_value_is_empty() throws IOException {
            assertThat(project("A,B,C\n1,,3\n4\n5,6,7\n", "B")).isEqualTo("B\n\"\"\n\"\"\n6\n");
        }

        @Test
        void means_the_first_column_of_a_repeated_name_unless_told_which() throws IOException {
            String text = "Parent,Code,Parent,\n1,2,3,4\n";

            assertThat(project(text, "Parent")).isEqualTo("Parent\n1\n");
            assertThat(project(text, "Parent (2)")).isEqualTo("Parent\n3\n");
            assertThat(project(text, "Column 4")).isEqualTo("\"\"\n4\n");
        }
    }

    @Nested
    class A_column_that_the_file_lacks {
        @Test
        void is_named_before_anything_is_written() {
            assertThatThrownBy(() -> project(SPEND, "Date", "Postcode", "VAT"))
                    .isInstanceOfSatisfying(
                            TabularException.MissingColumns.class,
                            e -> assertThat(e.columns()).containsExactly("Postcode", "VAT"))
                    .hasMessage("the file has no column called \"Postcode\", \"VAT\"");
        }

        @Test
        void is_missed_in_the_wrong_letters_too() {
            assertThatThrownBy(() -> project(SPEND, "amount"))
                    .isInstanceOf(TabularException.MissingColumns.class);
        }

        @Test
        void is_not_asked_for_by_asking_for_none() {
            assertThatThrownBy(() -> project(SPEND)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Nested
    class A_row_that_cannot_be_cut_for_sure {
        @Test
        void because_it_has_text_beyond_the_header_is_refused_and_not_written() {
            var out = new ByteArrayOutputStream();

            assertThatThrownBy(() ->
                            Projection.of(
                                            in("A,B\n1,2\nSmith, Jones,secret,9\n3,4\n"),
                                            List.of(),
                                            List.of("B"))
                                    .writeTo(out))
                    .isInstanceOf(TabularException.Malformed.class)
                    .hasMessageStartingWith(
                            "the row that starts on line 3 has text beyond the 2 columns");
            assertThat(out.toString(UTF_8)).isEqualTo("B\n2\n");
        }

        @Test
        void is_one_with_text_beyond_the_header_not_one_with_blanks() throws IOException {
            assertThat(project("A,B\n5,6\n1,2,,\n3,4, \n", "B")).isEqualTo("B\n6\n2\n4\n");
        }

        @Test
        void because_its_quote_is_never_closed_is_refused() {
            assertThatThrownBy(() -> project("A,B\n1,2\n\"3,4\n5,6\n", "B"))
                    .isInstanceOf(TabularException.Malformed.class)
                    .hasMessage("the row that starts on line 3 has a quote that is never closed");
        }

        @Test
        void because_text_follows_its_closing_quote_is_refused() {
            assertThatThrownBy(() -> project("A,B\n\"1\"x,2\n", "B"))
                    .isInstanceOf(TabularException.Malformed.class)
                    .hasMessage("the row that starts on line 2 has text after a closing quote");
        }
    }

    @Nested
    class Too_much {
        @Test
        void in_one_quote_never_closed_is_refused_in_little_memory() {
            InputStream in =
                    new SequenceInputStream(in("A,B\n1,\""), Csv.repeated("x,y\n", 300L << 20));

            assertThatThrownBy(() -> Csv.project(in, List.of(), List.of("B")))
                    .isInstanceOf(TabularException.TooLarge.class)
                    .hasMessageContaining("line 2 has a cell longer than 1048576 bytes");
        }

        @Test
        void in_one_line_of_50_megabytes_is_refused() {
            InputStream cell =
                    new SequenceInputStream(in("A,B\n1,2\n"), Csv.repeated("x", 50L << 20));
            assertThatThrownBy(() -> Csv.project(cell, List.of(), List.of("A")))
                    .isInstanceOf(TabularException.TooLarge.class);

            String row = ("x".repeat(9999) + ",").repeat(10);
            InputStream cells =
                    new SequenceInputStream(in("A,B\n1,2\n\"\","), Csv.repeated(row, 50L << 20));
            assertThatThrownBy(() -> Csv.project(cells, List.of(), List.of("A")))
                    .isInstanceOf(TabularException.class);
        }

        @Test
        void in_one_first_line_without_an_end_is_refused() {
            assertThatThrownBy(() ->
                            Csv.project(Csv.repeated("x", 50L << 20), List.of(), List.of("A")))
                    .isInstanceOf(TabularException.class);
        }

        @Test
        void of_columns_is_refused() {
            String header =
                    IntStream.range(0, 100_000)
                            .mapToObj(i -> "c" + i)
                            .collect(Collectors.joining(","));

            assertThatThrownBy(() -> project(header + "\n1,2\n", "c1"))
                    .isInstanceOf(TabularException.TooLarge.class)
                    .hasMessage("the row that starts on line 1 has more than 16384 cells");
            assertThatThrownBy(() -> project("A,B\n" + ",".repeat(100_000) + "\n", "A"))
                    .isInstanceOf(TabularException.TooLarge.class);
        }

        @Test
        void is_not_a_large_file_with_small_rows() throws IOException {
            InputStream in =
                    new SequenceInputStream(in("A,B\n"), Csv.repeated("12345,abc\n", 20L << 20));

            Projection projection = Projection.of(in, List.of(), List.of("B"));

            assertThat(projection.writeTo(OutputStream.nullOutputStream()))
                    .isEqualTo((20L << 20) / 10);
        }
    }

    @Nested
    class A_file_that_is_no_table {
        @Test
        void is_refused_in_utf_16_and_told_what_to_do() {
            assertThatThrownBy(() -> project("A,B\n1,2\n".getBytes(UTF_16), "A"))
                    .isInstanceOf(TabularException.NotATable.class)
                    .hasMessageContaining("UTF-16; save it as CSV in UTF-8");
        }

        @Test
        void is_refused_as_a_spreadsheet_with_zeros_or_empty() {
            for (byte[] bytes :
                    new byte[][] {
                        {'P', 'K', 3, 4, 20, 0}, "A,B\n1,\0\n".getBytes(UTF_8), {}, {'\n', '\n'}
                    }) {
                assertThatThrownBy(() -> project(bytes, "A"))
                        .isInstanceOf(TabularException.NotATable.class);
            }
        }
    }

    private static InputStream in(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }
}
