package city.datastore.platform.tabular;

import static city.datastore.access.policy.Treatment.MASKED;
import static city.datastore.access.policy.Treatment.PSEUDONYMISED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.EmergencySubject;
import city.datastore.access.policy.OnePerson;
import city.datastore.access.policy.Protection;
import city.datastore.access.policy.RowCondition;
import city.datastore.access.policy.RowFilter;
import city.datastore.access.policy.Treatment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonLinesTest {
    private static final String PEOPLE =
            """
            {"name":"Ann","age":40,"home":{"ward":"Fortune Green","n":[1, 2.50]}}
            {"age" : 17 , "na\\u006de":"B\\u00f6b \\"B\\"","ok":true}

            {"name":null,"age":1.50e2,"ok":false}
            """;

    private static final Pseudonyms SPOKEN = value -> "<" + value.replaceAll("[^ -~]", "_") + ">";

    private static JsonLinesProfile profile(byte[] file) throws IOException {
        try (var profile = new JsonLinesProfile(new ByteArrayInputStream(file))) {
            profile.transferTo(OutputStream.nullOutputStream());
            return profile;
        }
    }

    private static String released(String file, ColumnScope columns, Protection protection)
            throws IOException {
        byte[] bytes = file.getBytes(UTF_8);
        var out = new ByteArrayOutputStream();
        JsonLines.of(
                        new ByteArrayInputStream(bytes),
                        profile(bytes).columns(),
                        new Plan(columns, protection, SPOKEN))
                .writeTo(out);
        return out.toString(UTF_8);
    }

    private static Protection treating(Map<String, Treatment> treatments, RowCondition... rows) {
        return new Protection(treatments, new RowFilter(List.of(rows)));
    }

    private static ColumnScope only(String... columns) {
        return ColumnScope.only(List.of(columns));
    }

    @Nested
    class The_profile {
        @Test
        void has_every_key_and_the_number_of_lines() throws IOException {
            var profile = profile(PEOPLE.getBytes(UTF_8));

            assertThat(profile.readable()).isTrue();
            assertThat(profile.columns()).containsExactly("name", "age", "home", "ok");
            assertThat(profile.rows()).isEqualTo(3);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "[1]\n",
                    "{\"a\":1}{\"b\":2}\n",
                    "{\"a\":1,\"a\":2}\n",
                    "{\"a\":1,\"\\u0061\":2}\n",
                    "{\"a\":{\"b\":1,\"b\":2}}\n",
                    "{\"a\":1\n}\n",
                    "{\"a\":NaN}\n",
                    "name,age\nAnn,40\n",
                    "{\"a\":1}\u0000\n",
                    "{\"a\\u0000\":1}\n",
                    "{\"a\\u0085\":1}\n",
                    "{\"a\\ud83d\":1}\n"
                })
        void is_of_nothing_that_can_be_cut_where_a_line_is_not_one_object(String file)
                throws IOException {
            assertThat(profile(file.getBytes(UTF_8)).readable()).isFalse();
        }

        @Test
        void is_of_nothing_that_can_be_cut_where_keys_are_long_or_without_end() throws IOException {
            String longer = "{\"" + "k".repeat(201) + "\":1}\n";
            var many = new StringBuilder();
            for (int i = 0; i < 17; i++) {
                many.append('{');
                for (int j = 0; j < 1_000; j++) {
                    many.append(j == 0 ? "" : ",")
                            .append("\"k")
                            .append(1_000 * i + j)
                            .append("\":1");
                }
                many.append("}\n");
            }

            assertThat(profile(longer.getBytes(UTF_8)).readable()).isFalse();
            assertThat(profile(many.toString().getBytes(UTF_8)).readable()).isFalse();
        }

        @Test
        void is_of_nothing_that_can_be_cut_where_the_keys_are_too_long_together()
                throws IOException {
            var most = profile(withKeys(1_310));
            var tooMany = profile(withKeys(1_311));

            assertThat(most.readable()).isTrue();
            assertThat(most.columns()).hasSize(1_310);
            assertThat(tooMany.readable()).isFalse();
            assertThat(tooMany.columns()).isEmpty();
            assertThat(tooMany.fault())
                    .isEqualTo(
                            "the row that starts on line 1311 brings the keys to more than 262144"
                                    + " characters in all");
        }

        /** Keys of 200 characters, of which no alphabet of Europe has one; one a line. */
        private static byte[] withKeys(int count) {
            var lines = new StringBuilder();
            for (int i = 0; i < count; i++) {
                lines.append("{\"").append("鍵".repeat(196)).append(1_000 + i).append("\":1}\n");
            }
            return lines.toString().getBytes(UTF_8);
        }

        @Test
        void is_of_nothing_that_can_be_cut_where_it_is_not_utf_8() throws IOException {
            assertThat(profile(new byte[] {'{', '"', (byte) 0xE9, '"', ':', '1', '}'}).readable())
                    .isFalse();
        }
    }

    @Nested
    class A_release {
        @Test
        void has_the_wanted_keys_with_their_values_as_they_were() throws IOException {
            assertThat(released(PEOPLE, only("age", "home"), Protection.NONE))
                    .isEqualTo(
                            """
                            {"age":40,"home":{"ward":"Fortune Green","n":[1, 2.50]}}
                            {"age":17}
                            {"age":1.50e2}
                            """);
        }

        @Test
        void finds_a_key_however_it_is_spelt() throws IOException {
            assertThat(released(PEOPLE, only("name"), Protection.NONE))
                    .isEqualTo(
                            """
                            {"name":"Ann"}
                            {"name":"B\\u00f6b \\"B\\""}
                            {"name":null}
                            """);
        }

        @Test
        void masks_a_key_in_every_line_also_where_it_is_missing_or_has_parts() throws IOException {
            assertThat(released(PEOPLE, only("home"), treating(Map.of("home", MASKED))))
                    .isEqualTo("{\"home\":\"[masked]\"}\n".repeat(3));
        }

        @Test
        void makes_pseudonyms_of_texts_numbers_and_truth_values() throws IOException {
            assertThat(
                            released(
                                    PEOPLE,
                                    only("name", "age", "ok"),
                                    treating(
                                            Map.of(
                                                    "name",
                                                    PSEUDONYMISED,
                                                    "age",
                                                    PSEUDONYMISED,
                                                    "ok",
                                                    PSEUDONYMISED))))
                    .isEqualTo(
                            """
                            {"name":"<Ann>","age":"<40>"}
                            {"age":"<17>","name":"<B_b "B">","ok":"<true>"}
                            {"name":"","age":"<1.50e2>","ok":"<false>"}
                            """);
        }

        @Test
        void refuses_a_pseudonym_of_what_has_parts() {
            assertThatThrownBy(() ->
                            released(PEOPLE, only("home"), treating(Map.of("home", PSEUDONYMISED))))
                    .isInstanceOf(TabularException.Malformed.class)
                    .hasMessageContaining("line 1 has an object or a list");
        }

        @Test
        void holds_back_lines_and_those_with_parts_where_a_value_is_asked_about()
                throws IOException {
            assertThat(
                            released(
                                    PEOPLE,
                                    only("age"),
                                    treating(
                                            Map.of(),
                                            new RowCondition(
                                                    "age",
                                                    RowCondition.Test.AT_LEAST,
                                                    List.of("18")))))
                    .isEqualTo("{\"age\":40}\n");
            assertThat(
                            released(
                                    PEOPLE,
                                    only("age"),
                                    treating(
                                            Map.of(),
                                            new RowCondition(
                                                    "home", RowCondition.Test.NOT, List.of("x")))))
                    .isEqualTo("{\"age\":17}\n{\"age\":1.50e2}\n");
        }

        @Test
        void tells_keys_apart_by_their_exact_names_in_a_filter_and_for_one_person()
                throws IOException {
            String file =
                    """
                    {"a b":"x","a  b":"y","id":1}
                    {"a b":"y","a  b":"x","id":2}
                    """;
            var filter =
                    new RowFilter(
                            List.of(
                                    new RowCondition(
                                            "a  b", RowCondition.Test.EQUALS, List.of("x"))));
            var one = Protection.ofOne(new OnePerson("a  b", new EmergencySubject("uprn", "00")));
            var out = new ByteArrayOutputStream();

            JsonLines.of(
                            new ByteArrayInputStream(file.getBytes(UTF_8)),
                            List.of("a b", "a  b", "id"),
                            new Plan(only("id"), one, SPOKEN, "y"::equals))
                    .writeTo(out);

            assertThat(out.toString(UTF_8)).isEqualTo("{\"id\":1}\n");
            assertThat(released(file, only("id"), new Protection(Map.of(), filter)))
                    .isEqualTo("{\"id\":2}\n");
        }

        @Test
        void treats_every_spelling_of_a_key_that_is_treated() throws IOException {
            String file = "{\"a b\":\"x\",\"a  b\":\"y\",\"a b \":\"z\",\"id\":1}\n";

            assertThat(released(file, ColumnScope.ALL, treating(Map.of("a b", MASKED))))
                    .isEqualTo(
                            "{\"a b\":\"[masked]\",\"a  b\":\"[masked]\",\"a b \":\"[masked]\","
                                    + "\"id\":1}\n");
            assertThat(released(file, only("a b "), treating(Map.of("a b", PSEUDONYMISED))))
                    .isEqualTo("{\"a b \":\"<z>\"}\n");
        }

        @Test
        void finds_the_only_key_that_differs_from_its_tidy_name_in_white_space()
                throws IOException {
            String file =
                    """
                    {"a  b":"x"," id\u00a0":1}
                    {"a  b":"y"," id\u00a0":2}
                    """;
            var filter = new RowCondition("a b", RowCondition.Test.EQUALS, List.of("y"));

            assertThat(released(file, only("a b"), Protection.NONE))
                    .isEqualTo("{\"a  b\":\"x\"}\n{\"a  b\":\"y\"}\n");
            assertThat(released(file, only("a b"), treating(Map.of("a b", MASKED))))
                    .isEqualTo("{\"a  b\":\"[masked]\"}\n".repeat(2));
            assertThat(released(file, only("id"), treating(Map.of(), filter)))
                    .isEqualTo("{\" id\u00a0\":2}\n");
        }

        @Test
        void misses_a_key_where_several_differ_from_its_name_in_white_space() {
            String file = "{\"a  b\":\"x\",\"a b \":\"y\",\" a b\":\"z\"}\n";

            assertThatThrownBy(() -> released(file, only("a b"), Protection.NONE))
                    .isInstanceOf(TabularException.MissingColumns.class);
        }

        @Test
        void misses_a_key_that_no_line_has() {
            assertThatThrownBy(() -> released(PEOPLE, only("postcode"), Protection.NONE))
                    .isInstanceOf(TabularException.MissingColumns.class);
        }

        @Test
        void lets_whole_lines_before_a_damaged_one_out_and_nothing_of_it() {
            var out = new ByteArrayOutputStream();
            var lines =
                    JsonLines.of(
                            new ByteArrayInputStream("{\"a\":1}\n{\"a\":2,\n".getBytes(UTF_8)),
                            List.of("a"),
                            Plan.of(List.of("a")));

            assertThatThrownBy(() -> lines.writeTo(out))
                    .isInstanceOf(TabularException.Malformed.class);
            assertThat(out.toString(UTF_8)).isEqualTo("{\"a\":1}\n");
        }

        @Test
        void is_handed_on_in_small_pieces_though_short_lines_become_long_ones() throws IOException {
            var secrets = IntStream.range(0, 2_000).mapToObj(i -> "secret " + i).toList();
            String first = "{\"" + String.join("\":1,\"", secrets) + "\":1}\n";
            var masked = new TreeMap<String, Treatment>();
            secrets.forEach(secret -> masked.put(secret, MASKED));
            var out = new LargestPiece();

            JsonLines.of(
                            new ByteArrayInputStream((first + "{}\n".repeat(500)).getBytes(UTF_8)),
                            secrets,
                            new Plan(ColumnScope.ALL, treating(masked), SPOKEN))
                    .writeTo(out);

            assertThat(out.written).isGreaterThan(20 << 20);
            assertThat(out.largest).isLessThan(128 << 10);
        }

        /** Of what is written, how much comes at once. */
        private static final class LargestPiece extends OutputStream {
            private long written;
            private int largest;

            @Override
            public void write(int one) {
                write(new byte[1], 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                written += length;
                largest = Math.max(largest, length);
            }
        }

        @Test
        @Timeout(5)
        void of_short_lines_that_stay_takes_no_longer_for_very_many_masked_keys()
                throws IOException {
            var known = IntStream.range(0, CsvLimits.MAX_COLUMNS).mapToObj(i -> "k" + i).toList();
            var masked = new TreeMap<String, Treatment>();
            known.forEach(key -> masked.put(key, MASKED));
            var last = new RowCondition(known.getLast(), RowCondition.Test.EQUALS, List.of("1"));

            var release =
                    JsonLines.of(
                            Csv.repeated("{}\n", 3L * 100_000),
                            known,
                            new Plan(ColumnScope.ALL, treating(masked, last), SPOKEN));

            assertThat(release.writeTo(OutputStream.nullOutputStream())).isZero();
        }

        @Test
        @Timeout(5)
        void of_lines_with_very_many_keys_takes_no_longer_for_a_condition() throws IOException {
            var known = IntStream.range(0, CsvLimits.MAX_COLUMNS).mapToObj(i -> "k" + i).toList();
            String line = "{\"" + String.join("\":1,\"", known) + "\":1}\n";
            var last = new RowCondition(known.getLast(), RowCondition.Test.EQUALS, List.of("1"));

            var release =
                    JsonLines.of(
                            Csv.repeated(line, 25L * line.length()),
                            known,
                            new Plan(only("k0"), treating(Map.of(), last), SPOKEN));

            assertThat(release.writeTo(OutputStream.nullOutputStream())).isEqualTo(25);
        }

        @Test
        void refuses_a_line_of_50_megabytes() {
            assertThatThrownBy(() ->
                            JsonLines.of(
                                            Csv.repeated("x", 50L << 20),
                                            List.of("a"),
                                            Plan.of(List.of("a")))
                                    .writeTo(OutputStream.nullOutputStream()))
                    .isInstanceOf(TabularException.TooLarge.class);
        }
    }

    @Test
    void random_lines_come_out_with_exactly_their_wanted_keys() throws IOException {
        var random = new Random(9);
        var mapper = JsonMapper.shared();
        for (int round = 0; round < 1_000; round++) {
            var rows = new ArrayList<Map<String, Object>>();
            var file = new StringBuilder();
            for (int i = 0; i <= random.nextInt(5); i++) {
                var row = new TreeMap<String, Object>();
                for (String key : List.of("a", "b é", "c\"", "d")) {
                    if (random.nextBoolean()) {
                        row.put(key, value(random, 0));
                    }
                }
                row.put("id", i);
                rows.add(row);
                file.append(mapper.writeValueAsString(row))
                        .append(random.nextBoolean() ? "\r\n" : "\n");
            }
            var known = profile(file.toString().getBytes(UTF_8)).columns();
            var wanted = known.stream().filter(_ -> random.nextBoolean()).toList();
            if (wanted.isEmpty()) {
                continue;
            }

            var lines =
                    released(file.toString(), ColumnScope.only(wanted), Protection.NONE)
                            .lines()
                            .toList();

            assertThat(lines).hasSameSizeAs(rows);
            for (int i = 0; i < lines.size(); i++) {
                var expected = new TreeMap<>(rows.get(i));
                expected.keySet().retainAll(wanted);
                JsonNode read = mapper.readTree(lines.get(i));
                assertThat(read).isEqualTo(mapper.readTree(mapper.writeValueAsString(expected)));
            }
        }
    }

    private static Object value(Random random, int depth) {
        return switch (random.nextInt(depth > 2 ? 4 : 6)) {
            case 0 -> "text \"" + random.nextInt() + "\" é\n{}[],";
            case 1 -> random.nextLong();
            case 2 -> random.nextDouble();
            case 3 -> random.nextBoolean();
            case 4 -> List.of(value(random, depth + 1), value(random, depth + 1));
            default -> Map.of("id", value(random, depth + 1), "x", value(random, depth + 1));
        };
    }
}
