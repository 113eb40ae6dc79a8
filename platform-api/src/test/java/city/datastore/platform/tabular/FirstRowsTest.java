package city.datastore.platform.tabular;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Protection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FirstRowsTest {
    @Test
    void are_those_of_a_csv_with_its_columns_quotes_and_delimiter() throws IOException {
        var rows =
                shown(
                        "\uFEFFname;note;secret\r\nZoé;\"1, \"\"High\"\" Road\";x\r\n;;y\r\n",
                        "note");

        assertThat(rows.rows())
                .containsExactly(
                        List.of(new FirstRows.Cell("note", "1, \"High\" Road")),
                        List.of(new FirstRows.Cell("note", "")));
        assertThat(rows.more()).isFalse();
    }

    @Test
    void are_those_of_json_lines_with_parts_as_they_stand() throws IOException {
        var release =
                JsonLines.of(
                        new ByteArrayInputStream(
                                "{\"a\":\"é\",\"b\":[1, 2],\"c\":3}\n".getBytes(UTF_8)),
                        List.of("a", "b", "c"),
                        Plan.of(List.of("a", "b")));
        var rows = release.firstRows();
        release.writeTo(rows);

        assertThat(rows.rows())
                .containsExactly(
                        List.of(new FirstRows.Cell("a", "é"), new FirstRows.Cell("b", "[1, 2]")));
    }

    @Test
    void are_at_most_fifty() throws IOException {
        var rows = shown("a,b\n" + "1,2\n".repeat(51), "a");

        assertThat(rows.rows()).hasSize(FirstRows.MAX_ROWS);
        assertThat(rows.more()).isTrue();
    }

    @Test
    void are_whole_where_what_is_kept_ends_within_one() throws IOException {
        String row = "\"" + "x".repeat(100_000) + "\",2\n";
        var rows = shown("a,b\n" + row.repeat(3), "a");

        assertThat(rows.rows())
                .hasSize(1)
                .allSatisfy(cells -> assertThat(cells.getFirst().text()).hasSize(100_000));
        assertThat(rows.more()).isTrue();
    }

    @Test
    void are_none_where_no_row_passes() throws IOException {
        var release =
                Projection.of(
                        new ByteArrayInputStream("a,b\n".getBytes(UTF_8)),
                        List.of(),
                        new Plan(ColumnScope.only(List.of("a")), Protection.NONE, Pseudonyms.NONE));
        var rows = release.firstRows();
        release.writeTo(rows);

        assertThat(rows.rows()).isEmpty();
        assertThat(rows.more()).isFalse();
    }

    private static FirstRows shown(String csv, String column) throws IOException {
        var release =
                Projection.of(
                        new ByteArrayInputStream(csv.getBytes(UTF_8)), List.of(), List.of(column));
        var rows = release.firstRows();
        release.writeTo(rows);
        return rows;
    }
}
