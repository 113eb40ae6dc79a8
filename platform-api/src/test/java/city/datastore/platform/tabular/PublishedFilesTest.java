package city.datastore.platform.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import city.datastore.access.policy.ColumnName;
import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Protection;
import city.datastore.access.policy.RowCondition;
import city.datastore.access.policy.RowFilter;
import city.datastore.access.policy.Treatment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files that councils published, beside the checkout, against their answer key. */
class PublishedFilesTest {
    private static final Map<String, JsonNode> EXPECTED = new TreeMap<>();
    private static Path folder = Path.of("");

    @BeforeAll
    static void find_the_files() throws IOException {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path candidate = at.resolve("shared/data/council-spend");
            if (Files.exists(candidate.resolve("_expected.json"))) {
                folder = candidate;
                try (InputStream in = Files.newInputStream(candidate.resolve("_expected.json"))) {
                    JsonNode root = JsonMapper.shared().readTree(in);
                    root.propertyNames().forEach(name -> EXPECTED.put(name, root.get(name)));
                }
                return;
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> a_published_csv_is_profiled_as_its_answer_key_says() {
        assumeTrue(
                !EXPECTED.isEmpty(), "no shared/data/council-spend beside the checkout: skipped");
        return EXPECTED.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith(".csv"))
                .map(entry ->
                        DynamicTest.dynamicTest(
                                entry.getKey(), () -> agrees(entry.getKey(), entry.getValue())));
    }

    private static void agrees(String name, JsonNode expected) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(name));
        List<String> cells = expected.get("columns").valueStream().map(JsonNode::asString).toList();

        Profile alone = Csv.profile(bytes).orElseThrow();
        Profile declared =
                Csv.profile(bytes, ColumnNames.of(cells).toArray(String[]::new)).orElseThrow();

        assertThat(alone).isEqualTo(declared);
        assertThat(alone.columns()).isEqualTo(ColumnNames.of(cells));
        assertThat(alone.rows()).isEqualTo(expected.get("nonblank_rows_after_header").asLong());
        assertThat(alone.encoding().label()).isEqualTo(expected.get("encoding").asString());
        assertThat(alone.fault()).isNull();
    }

    @TestFactory
    Stream<DynamicTest> a_published_csv_is_projected_value_by_value() throws IOException {
        assumeTrue(!EXPECTED.isEmpty(), "no shared/data beside the checkout: skipped");
        try (Stream<Path> files = Files.walk(Objects.requireNonNull(folder.getParent()))) {
            return files.filter(file -> file.toString().endsWith(".csv")).sorted().toList().stream()
                    .map(file ->
                            DynamicTest.dynamicTest(
                                    String.valueOf(file.getFileName()), () -> projects(file)));
        }
    }

    /** Projects every second column and compares with the cells that a plain reading gives. */
    private static void projects(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Profile profile = Csv.profile(bytes).orElseThrow();
        assertThat(profile.fault()).isNull();
        List<String> wanted =
                Stream.iterate(0, i -> i < profile.columns().size(), i -> i + 2)
                        .map(profile.columns()::get)
                        .toList();

        var out = new ByteArrayOutputStream();
        Projection.of(new ByteArrayInputStream(bytes), List.of(), wanted).writeTo(out);

        List<List<String>> before =
                PlainReading.of(text(bytes), profile.delimiter().character()).stream()
                        .filter(row -> !row.isEmpty())
                        .toList();
        List<List<String>> after =
                PlainReading.of(text(out.toByteArray()), profile.delimiter().character());
        int header = before.size() - after.size();
        for (int row = 0; row < after.size(); row++) {
            List<String> whole = before.get(header + row);
            for (int i = 0; i < wanted.size(); i++) {
                String cell = 2 * i < whole.size() ? whole.get(2 * i) : "";
                assertThat(after.get(row).get(i)).as("row " + row).isEqualTo(cell);
            }
            assertThat(after.get(row)).hasSize(wanted.size());
        }
        assertThat(after).hasSizeGreaterThan((int) profile.rows());
    }

    @TestFactory
    Stream<DynamicTest> a_published_csv_is_treated_and_filtered_row_by_row() throws IOException {
        assumeTrue(!EXPECTED.isEmpty(), "no shared/data beside the checkout: skipped");
        try (Stream<Path> files = Files.walk(Objects.requireNonNull(folder.getParent()))) {
            return files.filter(file -> file.toString().endsWith(".csv")).sorted().toList().stream()
                    .map(file ->
                            DynamicTest.dynamicTest(
                                    String.valueOf(file.getFileName()), () -> treats(file)));
        }
    }

    /**
     * Masks the first column, pseudonymises the second, leaves out every row that has the first
     * value of the last column with a heading of its own, and compares with what a plain reading
     * gives.
     */
    private static void treats(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Profile profile = Csv.profile(bytes).orElseThrow();
        List<String> columns = profile.columns();
        List<List<String>> before =
                PlainReading.of(text(bytes), profile.delimiter().character()).stream()
                        .filter(row -> !row.isEmpty())
                        .toList();
        int header = headerOf(before, columns);
        int last = lastOfItsOwn(before.get(header));
        String left =
                before.stream()
                        .skip(header + 1L)
                        .map(row -> shown(row, last))
                        .filter(value -> !value.isEmpty() && value.length() <= 200)
                        .findFirst()
                        .orElse("nothing");
        var protection =
                new Protection(
                        Map.of(
                                columns.get(0),
                                Treatment.MASKED,
                                columns.get(1),
                                Treatment.PSEUDONYMISED),
                        new RowFilter(
                                List.of(
                                        new RowCondition(
                                                columns.get(last),
                                                RowCondition.Test.NOT,
                                                List.of(left)))));

        var out = new ByteArrayOutputStream();
        Projection.of(
                        new ByteArrayInputStream(bytes),
                        List.of(),
                        new Plan(
                                ColumnScope.only(List.of(columns.get(0), columns.get(1))),
                                protection,
                                value -> "P" + Integer.toHexString(value.hashCode())))
                .writeTo(out);

        List<List<String>> after =
                PlainReading.of(text(out.toByteArray()), profile.delimiter().character());
        List<List<String>> expected =
                before.stream()
                        .skip(header + 1L)
                        .filter(row -> !shown(row, last).equals(left))
                        .map(row -> {
                            String value = shown(row, 1);
                            return List.of(
                                    Plan.MASK,
                                    value.isEmpty()
                                            ? ""
                                            : "P" + Integer.toHexString(value.hashCode()));
                        })
                        .toList();
        assertThat(after.subList(1, after.size())).isEqualTo(expected);
        assertThat(after.size() - 1).isLessThanOrEqualTo(before.size() - header - 1);
    }

    private static int headerOf(List<List<String>> rows, List<String> columns) {
        for (int i = 0; i < rows.size(); i++) {
            var names =
                    ColumnNames.of(rows.get(i).stream().map(PublishedFilesTest::decoded).toList());
            if (names.equals(columns)) {
                return i;
            }
        }
        throw new AssertionError("no row has the names " + columns);
    }

    /** Which of several columns under one heading a condition means is a guess, and refused. */
    private static int lastOfItsOwn(List<String> header) {
        var headings = header.stream().map(name -> ColumnName.tidy(decoded(name))).toList();
        int last = headings.size() - 1;
        while (Collections.frequency(headings, headings.get(last)) > 1) {
            last--;
        }
        return last;
    }

    private static String shown(List<String> row, int column) {
        String text = column < row.size() ? decoded(row.get(column)) : "";
        return Normalizer.normalize(
                text.replaceAll("[\\s\\h\\p{Z}\\x00-\\x1f]+", " ").strip(), Normalizer.Form.NFC);
    }

    /** As UTF-8 if it is that, else as Windows-1252; each character of the text is a byte. */
    private static String decoded(String bytes) {
        byte[] raw = bytes.getBytes(StandardCharsets.ISO_8859_1);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw)).toString();
        } catch (CharacterCodingException _) {
            return new String(raw, Charset.forName("windows-1252"));
        }
    }

    @Test
    void the_reading_that_the_others_are_compared_with_is_right() {
        assertThat(PlainReading.of("a,\"b,\"\"c\n\"\r\n\n,d", ','))
                .containsExactly(List.of("a", "b,\"c\n"), List.of(), List.of("", "d"));
    }

    private static String text(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return text.startsWith("\u00ef\u00bb\u00bf") ? text.substring(3) : text;
    }
}
