package city.datastore.platform.tabular;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.policy.ColumnName;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random tables, sound and damaged, against a plain reading of the same bytes. */
class AnyTableTest {
    private static final List<String> NAMES = List.of("alpha", "beta", "gamma", "delta", "epsilon");

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 400, 20_000})
    void a_sound_table_gives_exactly_its_wanted_cells(int rows) throws IOException {
        Random random = new Random(rows);
        for (int round = 0; round < Math.max(2, 500 / rows); round++) {
            List<List<String>> cells = new ArrayList<>(List.of(NAMES));
            for (int row = 0; row < rows; row++) {
                cells.add(NAMES.stream().map(_ -> cell(random)).toList());
            }
            String end = random.nextBoolean() ? "\n" : "\r\n";

            List<List<String>> projected = projected(written(cells, random, end));

            assertThat(projected).hasSameSizeAs(cells);
            for (int row = 0; row < cells.size(); row++) {
                assertThat(projected.get(row))
                        .containsExactly(cells.get(row).get(1), cells.get(row).get(3));
            }
        }
    }

    @Test
    void a_damaged_table_is_refused_or_gives_only_what_stands_in_the_wanted_columns() {
        Random random = new Random(7);
        int refused = 0;
        for (int round = 0; round < 5_000; round++) {
            List<List<String>> cells = new ArrayList<>(List.of(NAMES));
            for (int row = 0; row < 6; row++) {
                cells.add(NAMES.stream().map(_ -> cell(random)).toList());
            }
            String damaged = damaged(written(cells, random, "\n"), random);
            List<List<String>> rows =
                    PlainReading.of(damaged, ',').stream().filter(r -> !r.isEmpty()).toList();
            try {
                List<List<String>> projected = projected(damaged);
                int header = rows.size() - projected.size();
                List<String> names = rows.get(header).stream().map(ColumnName::tidy).toList();
                for (int row = 0; row < projected.size(); row++) {
                    List<String> whole = rows.get(header + row);
                    assertThat(projected.get(row))
                            .as(damaged)
                            .containsExactlyInAnyOrder(
                                    at(whole, names.indexOf("beta")),
                                    at(whole, names.indexOf("delta")));
                }
            } catch (TabularException | IOException _) {
                refused++;
            }
        }
        assertThat(refused).isBetween(250, 4_750);
    }

    private static String at(List<String> row, int column) {
        return column < row.size() ? row.get(column) : "";
    }

    private static List<List<String>> projected(String text) throws IOException {
        var out = new ByteArrayOutputStream();
        Projection.of(
                        new ByteArrayInputStream(text.getBytes(ISO_8859_1)),
                        NAMES,
                        List.of("beta", "delta"))
                .writeTo(out);
        return PlainReading.of(out.toString(ISO_8859_1), ',');
    }

    private static String cell(Random random) {
        int length = random.nextInt(20) == 0 ? random.nextInt(300) : random.nextInt(8);
        var cell = new StringBuilder();
        String alphabet = "abc 123,;\t|\"\r\n\u00a3\u00e9=";
        for (int i = 0; i < length; i++) {
            cell.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return cell.toString();
    }

    private static String written(List<List<String>> rows, Random random, String end) {
        var text = new StringBuilder();
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                String cell = row.get(i);
                boolean must =
                        cell.contains(",")
                                || cell.contains("\n")
                                || cell.contains("\r")
                                || cell.startsWith("\"");
                text.append(i == 0 ? "" : ",");
                if (must || random.nextInt(4) == 0) {
                    text.append('"').append(cell.replace("\"", "\"\"")).append('"');
                } else {
                    text.append(cell);
                }
            }
            text.append(end);
        }
        return text.toString();
    }

    private static String damaged(String text, Random random) {
        var changed = new StringBuilder(text);
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            int at = random.nextInt(changed.length());
            switch (random.nextInt(3)) {
                case 0 -> changed.deleteCharAt(at);
                case 1 -> changed.insert(at, "\",\n".charAt(random.nextInt(3)));
                default -> changed.setLength(Math.max(9, at));
            }
        }
        return changed.toString();
    }
}
