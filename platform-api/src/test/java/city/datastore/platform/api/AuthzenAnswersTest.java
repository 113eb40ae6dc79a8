package city.datastore.platform.api;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Judgement;
import city.datastore.access.policy.Protection;
import city.datastore.access.policy.RowCondition;
import city.datastore.access.policy.RowFilter;
import city.datastore.access.policy.Treatment;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AuthzenAnswersTest {
    private static final ColumnScope BOTH = ColumnScope.only(List.of("name", "age"));

    private static Judgement allowed(Protection protection) {
        return new Judgement.Allowed(List.of(), BOTH, protection, null, null, "test");
    }

    @Nested
    class A_system_that_would_mask_nothing_itself {
        private final Protection masked =
                new Protection(Map.of("name", Treatment.MASKED), RowFilter.NONE);

        @Test
        void is_told_no_about_a_column_that_is_masked_and_yes_about_another() {
            var no = AuthzenAnswers.json(allowed(masked), ColumnScope.only(List.of("name")), null);
            var yes = AuthzenAnswers.json(allowed(masked), ColumnScope.only(List.of("age")), null);

            assertThat(no.decision()).isFalse();
            assertThat(no.toString()).contains("data-protected").contains("Masked: name.");
            assertThat(yes.decision()).isTrue();
        }

        @Test
        void is_told_no_where_rows_are_held_back() {
            var filtered =
                    new Protection(
                            Map.of(),
                            new RowFilter(
                                    List.of(
                                            new RowCondition(
                                                    "age",
                                                    RowCondition.Test.AT_LEAST,
                                                    List.of("18")))));

            assertThat(AuthzenAnswers.json(allowed(filtered), BOTH, null).decision()).isFalse();
        }

        @Test
        void is_told_yes_where_everything_leaves_as_it_is() {
            assertThat(AuthzenAnswers.json(allowed(Protection.NONE), BOTH, null).decision())
                    .isTrue();
        }
    }
}
