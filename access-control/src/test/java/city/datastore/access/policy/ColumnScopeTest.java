package city.datastore.access.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ColumnScopeTest {
    private static ColumnScope only(String... columns) {
        return ColumnScope.only(List.of(columns));
    }

    @Nested
    class A_name_that_differs_in_white_space_alone {
        @Test
        void means_the_column_all_the_same_and_is_spelt_as_the_first_does() {
            for (String spelt : List.of("nhs number ", " nhs number", "nhs\u00a0number")) {
                assertThat(only("nhs number", "id").within(only(spelt, "age")))
                        .isEqualTo(only("nhs number"));
                assertThat(only(spelt, "age").within(only("nhs number", "id")))
                        .isEqualTo(only(spelt));
                assertThat(only("nhs number", "id").covers(only(spelt))).isTrue();
                assertThat(only(spelt, "age").covers(only("nhs number"))).isTrue();
            }
        }

        @Test
        void means_another_column_where_one_is_spelt_exactly_so() {
            var both = only("a b", "a  b");

            assertThat(both.within(only("a b", "id"))).isEqualTo(only("a b"));
            assertThat(only("a b", "id").within(both)).isEqualTo(only("a b"));
            assertThat(only("a b", "id").covers(both)).isFalse();
        }

        @Test
        void means_none_where_several_differ_so() {
            assertThat(only("a b").within(only("a  b", "a b "))).isEqualTo(only());
            assertThat(only("a  b", "a b ").within(only("a b"))).isEqualTo(only());
            assertThat(only("a  b", "a b ").covers(only("a b"))).isFalse();
        }
    }

    @Test
    void names_that_differ_in_more_are_of_other_columns() {
        assertThat(only("Body").within(only("body"))).isEqualTo(only());
        assertThat(only("body").covers(only("Body"))).isFalse();
        assertThat(only("date", "body").within(only("body", "amount"))).isEqualTo(only("body"));
    }
}
