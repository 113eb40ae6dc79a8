package city.datastore.platform.tabular;

import static city.datastore.access.policy.Treatment.MASKED;
import static city.datastore.access.policy.Treatment.PSEUDONYMISED;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
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
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Columns masked and pseudonymised, rows held back. */
class TreatedProjectionTest {
    private static final String PEOPLE =
            "name,borough,age\nAnn,Camden,40\n\"Bob, B\",Brent,17\n,Camden,\nCy,Camden\n";

    /** Stands for the vault's: says what it was given. */
    private static final Pseudonyms SPOKEN = value -> "<" + value + ">";

    private static Protection treating(Map<String, Treatment> treatments, RowCondition... rows) {
        return new Protection(treatments, new RowFilter(List.of(rows)));
    }

    private static RowCondition where(String column, RowCondition.Test test, String... values) {
        return new RowCondition(column, test, List.of(values));
    }

    private static String released(byte[] file, ColumnScope columns, Protection protection)
            throws IOException {
        var out = new ByteArrayOutputStream();
        Projection.of(
                        new ByteArrayInputStream(file),
                        List.of(),
                        new Plan(columns, protection, SPOKEN))
                .writeTo(out);
        return out.toString(ISO_8859_1);
    }

    private static String released(String file, ColumnScope columns, Protection protection)
            throws IOException {
        return new String(
                released(file.getBytes(UTF_8), columns, protection).getBytes(ISO_8859_1), UTF_8);
    }

    @Nested
    class A_masked_column {
        private final Protection masked = treating(Map.of("name", MASKED));

        @Test
        void has_the_same_mark_for_every_value_and_keeps_its_name() throws IOException {
            assertThat(released(PEOPLE, ColumnScope.only(List.of("name", "age")), masked))
                    .isEqualTo("name,age\n[masked],40\n\"[masked]\",17\n[masked],\n[masked],\n");
        }

        @Test
        void does_not_tell_which_rows_are_too_short_to_have_a_value() throws IOException {
            assertThat(
                            released(
                                    PEOPLE,
                                    ColumnScope.only(List.of("age")),
                                    treating(Map.of("age", MASKED))))
                    .isEqualTo("age\n[masked]\n[masked]\n[masked]\n[masked]\n");
        }

        @Test
        void is_masked_where_every_column_is_shared_too() throws IOException {
            assertThat(released("name,age\nAnn,4\n", ColumnScope.ALL, masked))
                    .isEqualTo("name,age\n[masked],4\n");
        }

        @Test
        void must_not_be_there_twice_where_every_column_is_shared() {
            assertThatThrownBy(() -> released("name,age,name\na,4,b\n", ColumnScope.ALL, masked))
                    .isInstanceOf(TabularException.RepeatedColumn.class)
                    .hasMessageContaining("more than one column called \"name\"");
        }

        @Test
        void must_not_be_there_once_more_than_is_treated() {
            var both = treating(Map.of("NI", MASKED, "NI (2)", MASKED));
            for (String header : List.of("NI,NI,NI", "NI,NI,NI (2)", "NI, NI,NI\u00a0")) {
                assertThatThrownBy(() -> released(header + "\na,b,c\n", ColumnScope.ALL, both))
                        .isInstanceOf(TabularException.RepeatedColumn.class)
                        .hasMessageContaining("more than one column called \"NI\"");
            }
        }

        @Test
        void may_be_there_as_often_as_it_is_treated() throws IOException {
            assertThat(
                            released(
                                    "NI,age,NI\na,4,b\n",
                                    ColumnScope.ALL,
                                    treating(Map.of("NI", MASKED, "NI (2)", MASKED))))
                    .isEqualTo("NI,age,NI\n[masked],4,[masked]\n");
        }

        @Test
        void must_not_leave_clearer_under_another_number() {
            var mixed = treating(Map.of("NI", MASKED, "NI (2)", PSEUDONYMISED));
            for (var each :
                    List.of(
                            new Plan(ColumnScope.only(List.of("NI (2)")), masking("NI"), SPOKEN),
                            new Plan(ColumnScope.only(List.of("NI")), masking("NI (2)"), SPOKEN),
                            new Plan(ColumnScope.ALL, mixed, SPOKEN))) {
                assertThatThrownBy(() ->
                                Projection.of(
                                        new ByteArrayInputStream("NI,NI\na,b\n".getBytes(UTF_8)),
                                        List.of(),
                                        each))
                        .isInstanceOf(TabularException.RepeatedColumn.class);
            }
        }

        @Test
        void is_masked_however_the_columns_and_the_treatments_spell_it() throws IOException {
            for (String spelt : List.of("my name", "my name ", "my  name", "my\u00a0name")) {
                assertThat(
                                released(
                                        "my name,age\nAnn,4\n",
                                        ColumnScope.only(List.of(spelt)),
                                        treating(Map.of("my name", MASKED))))
                        .isEqualTo("my name\n[masked]\n");
                assertThat(
                                released(
                                        " my name,age\nAnn,4\n",
                                        ColumnScope.ALL,
                                        treating(Map.of(spelt, MASKED))))
                        .isEqualTo(" my name,age\n[masked],4\n");
            }
        }

        @Test
        void need_not_be_in_the_file_where_it_is_not_to_leave() throws IOException {
            assertThat(
                            released(
                                    "NI (2),age\na,4\n",
                                    ColumnScope.only(List.of("NI (2)")),
                                    masking("NI")))
                    .isEqualTo("NI (2)\na\n");
        }

        private static Protection masking(String column) {
            return treating(Map.of(column, MASKED));
        }

        @Test
        void must_be_in_the_file() {
            assertThatThrownBy(() -> released("Name,age\na,4\n", ColumnScope.ALL, masked))
                    .isInstanceOf(TabularException.MissingColumns.class)
                    .hasMessage("the file has no column called \"name\"");
        }
    }

    @Nested
    class A_pseudonymised_column {
        private final Protection made = treating(Map.of("name", PSEUDONYMISED));
        private final ColumnScope both = ColumnScope.only(List.of("name", "age"));

        @Test
        void has_a_pseudonym_for_every_value_that_is_not_empty() throws IOException {
            assertThat(released(PEOPLE, both, made))
                    .isEqualTo("name,age\n<Ann>,40\n\"<Bob, B>\",17\n,\n<Cy>,\n");
        }

        @Test
        void has_the_same_one_whatever_the_encoding_the_white_space_and_the_composition()
                throws IOException {
            var seen = new ArrayList<String>();
            Pseudonyms noting =
                    value -> {
                        seen.add(value);
                        return "P";
                    };
            for (byte[] file :
                    List.of(
                            "name,age\nZoé  Ray ,1\n".getBytes(UTF_8),
                            "name,age\n Zoe\u0301 Ray,1\n".getBytes(UTF_8),
                            "name,age\nZoé\u00a0Ray,1\n"
                                    .getBytes(Charset.forName("windows-1252")))) {
                Projection.of(
                                new ByteArrayInputStream(file),
                                List.of(),
                                new Plan(both, made, noting))
                        .writeTo(OutputStream.nullOutputStream());
            }

            assertThat(seen).containsExactly("Zoé Ray", "Zoé Ray", "Zoé Ray");
        }
    }

    @Nested
    class A_row_filter {
        @Test
        void goes_by_columns_that_need_not_be_released() throws IOException {
            assertThat(
                            released(
                                    PEOPLE,
                                    ColumnScope.only(List.of("age")),
                                    treating(
                                            Map.of(),
                                            where("borough", RowCondition.Test.EQUALS, "Camden"))))
                    .isEqualTo("age\n40\n\"\"\n\"\"\n");
        }

        @Test
        void names_a_column_that_the_file_must_have() {
            assertThatThrownBy(() ->
                            released(
                                    PEOPLE,
                                    ColumnScope.ALL,
                                    treating(Map.of(), where("ward", RowCondition.Test.EMPTY))))
                    .isInstanceOf(TabularException.MissingColumns.class)
                    .hasMessageContaining("\"ward\"");
        }

        @Test
        void takes_a_value_that_is_not_there_for_an_empty_one() throws IOException {
            assertThat(
                            released(
                                    PEOPLE,
                                    ColumnScope.only(List.of("name")),
                                    treating(Map.of(), where("age", RowCondition.Test.EMPTY))))
                    .isEqualTo("name\n\"\"\nCy\n");
        }

        @Test
        void compares_numbers_and_days_as_councils_write_them() throws IOException {
            String file =
                    """
                    when,what
                    03-Apr-23,"£1,620.00"
                    4/4/2023, 500\s
                    2023-04-05,(700)
                    5 April 2023,-£12
                    30 Sept 23,499.99
                    last week,much
                    """;

            assertThat(
                            released(
                                    file,
                                    ColumnScope.only(List.of("when")),
                                    treating(
                                            Map.of(),
                                            where("what", RowCondition.Test.AT_LEAST, "500"))))
                    .isEqualTo("when\n03-Apr-23\n4/4/2023\n");
            assertThat(
                            released(
                                    file,
                                    ColumnScope.only(List.of("what")),
                                    treating(
                                            Map.of(),
                                            where(
                                                    "when",
                                                    RowCondition.Test.AT_LEAST,
                                                    "2023-04-05"))))
                    .isEqualTo("what\n(700)\n-£12\n499.99\n");
        }

        @Test
        void on_random_tables_lets_through_what_a_naive_reading_does() throws IOException {
            var random = new Random(42);
            int kept = 0;
            int held = 0;
            for (int round = 0; round < 2_000; round++) {
                var rows = new ArrayList<List<String>>();
                for (int i = 0; i < random.nextInt(12); i++) {
                    rows.add(List.of("r" + i, some(random), some(random)));
                }
                var conditions = new ArrayList<RowCondition>();
                for (int i = 0; i <= random.nextInt(3); i++) {
                    conditions.add(condition(random));
                }
                var file = new StringBuilder("id,a,b\n");
                rows.forEach(row -> file.append(String.join(",", row)).append('\n'));
                var expected = new StringBuilder("id,b\n");
                Predicate<List<String>> passes =
                        row -> conditions.stream().allMatch(each -> holds(each, row));
                rows.stream()
                        .filter(passes)
                        .forEach(row ->
                                expected.append(row.get(0))
                                        .append(',')
                                        .append(row.get(2))
                                        .append('\n'));
                int through = (int) rows.stream().filter(passes).count();
                kept += through;
                held += rows.size() - through;

                assertThat(
                                released(
                                        file.toString(),
                                        ColumnScope.only(List.of("id", "b")),
                                        treating(
                                                Map.of(), conditions.toArray(RowCondition[]::new))))
                        .as("%s %s", conditions, file)
                        .isEqualTo(expected.toString());
            }
            assertThat(kept).isGreaterThan(500);
            assertThat(held).isGreaterThan(500);
        }

        private static String some(Random random) {
            return List.of("", "x", "xy", " x ", "5", "5.0", "12", "-3", "1,0".replace(",", ""))
                    .get(random.nextInt(9));
        }

        private static RowCondition condition(Random random) {
            String column = random.nextBoolean() ? "a" : "b";
            var test = List.of(RowCondition.Test.values()).get(random.nextInt(8));
            return switch (test) {
                case EMPTY, NOT_EMPTY -> where(column, test);
                case ONE_OF -> where(column, test, "x", "5");
                case AT_LEAST, AT_MOST -> where(column, test, random.nextBoolean() ? "5" : "-3");
                case EQUALS, NOT, STARTS_WITH ->
                        where(column, test, random.nextBoolean() ? "x" : "5");
            };
        }

        /** Says the same in other words. */
        private static boolean holds(RowCondition condition, List<String> row) {
            String value = row.get(condition.column().equals("a") ? 1 : 2).strip();
            String first = condition.values().isEmpty() ? "" : condition.values().get(0);
            boolean number = value.matches("-?\\d+(\\.\\d+)?");
            int sign = number && first.matches("-?\\d+") ? cmp(value, first) : 0;
            return switch (condition.test()) {
                case EQUALS -> value.equals(first);
                case ONE_OF -> condition.values().contains(value);
                case NOT -> !value.equals(first);
                case STARTS_WITH -> value.startsWith(first);
                case EMPTY -> value.isEmpty();
                case NOT_EMPTY -> !value.isEmpty();
                case AT_LEAST -> number && sign >= 0;
                case AT_MOST -> number && sign <= 0;
            };
        }

        private static int cmp(String one, String other) {
            return new BigDecimal(one).compareTo(new BigDecimal(other));
        }
    }

    @Nested
    class A_column_that_decides_which_rows_leave {
        private final Protection agreed =
                treating(Map.of(), where("Consent", RowCondition.Test.EQUALS, "yes"));

        @Test
        void must_not_be_there_twice() {
            var second = treating(Map.of(), where("Consent (2)", RowCondition.Test.EQUALS, "yes"));
            for (var each : List.of(agreed, second)) {
                assertThatThrownBy(() ->
                                released(
                                        "name,Consent,Consent\u00a0\nAnn,yes,no\n",
                                        ColumnScope.only(List.of("name")),
                                        each))
                        .isInstanceOf(TabularException.RepeatedColumn.class)
                        .hasMessageContaining("more than one column called \"Consent\"");
            }
        }

        @Test
        void may_stand_beside_others_that_are_there_twice() throws IOException {
            assertThat(
                            released(
                                    "name,note,note,Consent\nAnn,a,b,yes\nBob,c,d,no\n",
                                    ColumnScope.only(List.of("name")),
                                    agreed))
                    .isEqualTo("name\nAnn\n");
        }

        @Test
        void must_not_be_there_twice_where_it_has_the_one_person() {
            var one = Protection.ofOne(new OnePerson("NI", new EmergencySubject("uprn", "00")));

            assertThatThrownBy(() ->
                            Projection.of(
                                    new ByteArrayInputStream("NI,NI,a\n1,2,3\n".getBytes(UTF_8)),
                                    List.of(),
                                    new Plan(
                                            ColumnScope.only(List.of("a")),
                                            one,
                                            SPOKEN,
                                            "2"::equals)))
                    .isInstanceOf(TabularException.RepeatedColumn.class);
        }
    }

    @Nested
    class Bad_input {
        private final Protection some =
                treating(Map.of("a", PSEUDONYMISED), where("b", RowCondition.Test.NOT, "secret"));

        @Test
        void of_a_quote_that_is_never_closed_lets_nothing_of_its_row_out() {
            var out = new ByteArrayOutputStream();
            assertThatThrownBy(() ->
                            Projection.of(
                                            new ByteArrayInputStream(
                                                    "a,b\n1,2\n3,\"4\n5,6".getBytes(UTF_8)),
                                            List.of(),
                                            new Plan(ColumnScope.ALL, some, SPOKEN))
                                    .writeTo(out))
                    .isInstanceOf(TabularException.Malformed.class);
            assertThat(out.toString(UTF_8)).isEqualTo("a,b\n<1>,2\n");
        }

        @Test
        void of_a_row_with_too_many_cells_is_refused_though_the_filter_holds_it_back() {
            assertThatThrownBy(() -> released("a,b\n1,2\n2,2\n1,secret,3\n", ColumnScope.ALL, some))
                    .isInstanceOf(TabularException.Malformed.class);
        }

        @Test
        void of_one_line_of_50_megabytes_is_refused() {
            InputStream in =
                    new SequenceInputStream(
                            new ByteArrayInputStream("a,b\n1,".getBytes(UTF_8)),
                            Csv.repeated("x", 50L << 20));
            assertThatThrownBy(() ->
                            Projection.of(in, List.of(), new Plan(ColumnScope.ALL, some, SPOKEN))
                                    .writeTo(OutputStream.nullOutputStream()))
                    .isInstanceOf(TabularException.TooLarge.class);
        }

        @Test
        void of_formulas_is_passed_on_as_it_is() throws IOException {
            assertThat(released("a,b\n1,=cmd|' /C calc'!A0\n", ColumnScope.ALL, some))
                    .isEqualTo("a,b\n<1>,=cmd|' /C calc'!A0\n");
        }
    }

    @Test
    void a_large_table_of_which_nothing_passes_takes_no_more_memory_than_a_row()
            throws IOException {
        InputStream in =
                new SequenceInputStream(
                        new ByteArrayInputStream("a,b\n".getBytes(UTF_8)),
                        Csv.repeated("12345,abc\n", 40L << 20));
        var wide =
                new Protection(
                        Map.of("a", MASKED),
                        new RowFilter(List.of(where("b", RowCondition.Test.NOT, "abc"))));

        var release = Projection.of(in, List.of(), new Plan(ColumnScope.ALL, wide, SPOKEN));

        assertThat(release.writeTo(OutputStream.nullOutputStream())).isZero();
    }
}
