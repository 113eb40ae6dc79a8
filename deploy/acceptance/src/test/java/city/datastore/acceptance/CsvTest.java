package city.datastore.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTest {
    private static List<List<String>> records(String text) {
        return Csv.records(text.getBytes(ISO_8859_1));
    }

    @Test
    void gives_each_record_as_its_fields() {
        assertThat(records("a,b\r\n1,2\r\n")).containsExactly(List.of("a", "b"), List.of("1", "2"));
    }

    @Test
    void keeps_commas_quotes_and_line_breaks_in_quotation_marks() {
        assertThat(records("\"a,\"\"b\"\"\n\",c")).containsExactly(List.of("a,\"b\"\n", "c"));
    }

    @Test
    void leaves_out_empty_lines_and_keeps_empty_fields() {
        assertThat(records("a,\n\n,\n")).containsExactly(List.of("a", ""), List.of("", ""));
    }

    @Test
    void takes_a_byte_order_mark_for_no_part_of_the_first_field() {
        assertThat(records("\u00EF\u00BB\u00BFa,b\n")).containsExactly(List.of("a", "b"));
    }
}
