package city.datastore.access.policy;

import static city.datastore.access.policy.Treatment.CLEAR;
import static city.datastore.access.policy.Treatment.MASKED;
import static city.datastore.access.policy.Treatment.PSEUDONYMISED;
import static city.datastore.access.policy.Worlds.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import city.datastore.audit.names.AgreementRef;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ProtectionTest {
    private static final RowCondition BODY =
            new RowCondition("body", RowCondition.Test.EQUALS, List.of("Camden"));
    private static final RowCondition LARGE =
            new RowCondition("amount", RowCondition.Test.AT_LEAST, List.of("500"));
    private static final Protection TREATED =
            new Protection(
                    Map.of("supplier", MASKED, "amount", PSEUDONYMISED, "date", MASKED),
                    new RowFilter(List.of(BODY, LARGE)));

    @Nested
    class A_judgement_under_an_agreement_that_protects {
        private final Judgement.Allowed allowed = allowed(List.of(permit(TREATED)));

        @Test
        void carries_the_treatments_of_the_columns_that_are_left_and_the_filter() {
            assertThat(allowed.protection())
                    .isEqualTo(
                            new Protection(
                                    Map.of("supplier", MASKED, "amount", PSEUDONYMISED),
                                    new RowFilter(List.of(BODY, LARGE))));
        }

        @Test
        void says_so_in_plain_english() {
            assertThat(allowed.because())
                    .anyMatch(reason ->
                            reason.text()
                                    .equals(
                                            "You may see these columns: amount, supplier. Masked:"
                                                    + " supplier. As pseudonyms: amount. Only rows"
                                                    + " where body is \"Camden\" and amount is at least"
                                                    + " \"500\"."));
        }

        @Test
        void says_nothing_of_it_where_there_is_nothing() {
            assertThat(allowed(List.of(permit())).because())
                    .anyMatch(reason ->
                            reason.text().equals("You may see these columns: amount, supplier."));
        }
    }

    @Nested
    class Of_several_agreements_that_allow {
        @Test
        void the_one_with_most_columns_in_clear_wins() {
            assertThat(chosen(protect("supplier", MASKED), Protection.NONE))
                    .isEqualTo(Protection.NONE);
            assertThat(chosen(protect("supplier", MASKED), filter(BODY))).isEqualTo(filter(BODY));
        }

        @Test
        void then_the_one_with_fewest_conditions_on_rows() {
            assertThat(chosen(filter(BODY), Protection.NONE)).isEqualTo(Protection.NONE);
            assertThat(chosen(filter(BODY, LARGE), filter(LARGE))).isEqualTo(filter(LARGE));
        }

        @Test
        void then_the_one_with_pseudonyms_over_the_one_with_masks() {
            assertThat(chosen(protect("supplier", MASKED), protect("supplier", PSEUDONYMISED)))
                    .isEqualTo(protect("supplier", PSEUDONYMISED));
        }

        @Test
        void whatever_order_they_come_in() {
            var random = new Random(5);
            for (int i = 0; i < 200; i++) {
                var some =
                        new ArrayList<>(
                                List.of(
                                        Protection.NONE,
                                        protect("supplier", MASKED),
                                        protect("amount", PSEUDONYMISED),
                                        filter(BODY),
                                        filter(BODY, LARGE)));
                Collections.shuffle(some, random);

                assertThat(chosen(some.toArray(Protection[]::new))).isEqualTo(Protection.NONE);
            }
        }
    }

    @Nested
    class One_protection_covers_another {
        @Test
        void when_it_treats_no_column_more_and_asks_no_more_of_rows() {
            assertThat(covers(Protection.NONE, TREATED)).isTrue();
            assertThat(covers(TREATED, TREATED)).isTrue();
            assertThat(covers(protect("supplier", PSEUDONYMISED), TREATED)).isTrue();
        }

        @Test
        void not_when_it_treats_a_column_more() {
            assertThat(covers(protect("supplier", MASKED), protect("supplier", PSEUDONYMISED)))
                    .isFalse();
            assertThat(covers(protect("amount", MASKED), Protection.NONE)).isFalse();
        }

        @Test
        void not_when_it_asks_more_of_rows() {
            assertThat(covers(filter(BODY, LARGE), filter(BODY))).isFalse();
        }

        @Test
        void whatever_it_does_to_columns_that_nobody_sees() {
            assertThat(covers(protect("body", MASKED), Protection.NONE)).isTrue();
        }

        private static boolean covers(Protection one, Protection other) {
            return one.covers(other, AGREED);
        }
    }

    @Nested
    class A_column_that_a_grant_spells_differently {
        private static final String NO_BREAK = "\u00a0";

        @Test
        void is_treated_all_the_same_where_the_agreement_gives_all_columns() {
            for (String spelt :
                    List.of(
                            "nhs number ",
                            " nhs number",
                            "nhs  number",
                            "nhs" + NO_BREAK + "number")) {
                var only = ColumnScope.only(List.of(spelt));

                assertThat(protect("nhs number", MASKED).within(only))
                        .isEqualTo(protect("nhs number", MASKED));
                assertThat(protect(spelt, MASKED).of("nhs number")).isEqualTo(MASKED);
                assertThat(protect("nhs number", MASKED).covers(Protection.NONE, only)).isFalse();
            }
        }

        @Test
        void keeps_what_is_done_to_the_other_columns_under_its_heading() {
            for (String second :
                    List.of("nhs number (2)", "nhs number (3)", "nhs number (2) (2)")) {
                assertThat(protect("nhs number", MASKED).within(ColumnScope.only(List.of(second))))
                        .isEqualTo(protect("nhs number", MASKED));
                assertThat(protect(second, MASKED).within(ColumnScope.only(List.of("nhs number"))))
                        .isEqualTo(protect(second, MASKED));
            }
        }

        @Test
        void is_treated_as_the_strictest_of_its_spellings_says() {
            var twice =
                    new Protection(
                            Map.of("a", PSEUDONYMISED, "a ", MASKED, " a", PSEUDONYMISED),
                            RowFilter.NONE);

            assertThat(twice.of("a")).isEqualTo(MASKED);
        }

        @Test
        void is_another_one_where_more_than_white_space_differs() {
            for (String other : List.of("Nhs number", "nhsnumber", "nhs number 2", "(2)", "nhs")) {
                assertThat(protect("nhs number", MASKED).within(ColumnScope.only(List.of(other))))
                        .isEqualTo(Protection.NONE);
            }
        }
    }

    @Nested
    class A_condition {
        @Test
        void has_as_many_values_as_its_test_takes() {
            refused("body", RowCondition.Test.EQUALS, List.of(), "takes one value");
            refused("body", RowCondition.Test.EQUALS, List.of("a", "b"), "takes one value");
            refused("body", RowCondition.Test.EMPTY, List.of("a"), "takes no value");
            refused("body", RowCondition.Test.ONE_OF, List.of(), "takes 1 to 100 values");
            refused(
                    "body",
                    RowCondition.Test.ONE_OF,
                    Collections.nCopies(101, "a"),
                    "takes 1 to 100 values");
        }

        @Test
        void compares_with_numbers_and_dates_only() {
            for (String value :
                    List.of("much", "1e9", "2026-02-30", "01/04/2026", "1,000", "NaN")) {
                refused("amount", RowCondition.Test.AT_LEAST, List.of(value), "takes a number");
            }
            assertThat(new RowCondition("a", RowCondition.Test.AT_MOST, List.of("-12.50")).byDate())
                    .isFalse();
            assertThat(
                            new RowCondition("a", RowCondition.Test.AT_MOST, List.of("2026-02-28"))
                                    .byDate())
                    .isTrue();
        }

        @Test
        void has_values_and_a_column_of_bounded_length_on_one_line() {
            refused("", RowCondition.Test.EMPTY, List.of(), "names a column");
            refused("x".repeat(201), RowCondition.Test.EMPTY, List.of(), "names a column");
            refused("body", RowCondition.Test.EQUALS, List.of("a\nb"), "on one line");
            refused("body", RowCondition.Test.EQUALS, List.of("x".repeat(201)), "1 to 200");
            refused("body", RowCondition.Test.EQUALS, List.of(" "), "is empty");
        }

        @Test
        void stands_with_at_most_nineteen_others() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new RowFilter(Collections.nCopies(21, BODY)));
        }

        private static void refused(
                String column, RowCondition.Test test, List<String> values, String says) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new RowCondition(column, test, values))
                    .withMessageContaining(says);
        }
    }

    @Test
    void a_treatment_of_clear_is_none() {
        assertThat(new Protection(Map.of("a", CLEAR), RowFilter.NONE)).isEqualTo(Protection.NONE);
        assertThat(Protection.NONE.none()).isTrue();
        assertThat(TREATED.none()).isFalse();
    }

    private static Protection protect(String column, Treatment treatment) {
        return new Protection(Map.of(column, treatment), RowFilter.NONE);
    }

    private static Protection filter(RowCondition... conditions) {
        return new Protection(Map.of(), new RowFilter(List.of(conditions)));
    }

    /** Which of several agreements, all of which allow, the engine goes by. */
    private static Protection chosen(Protection... protections) {
        var permits = new ArrayList<Permit>();
        for (var each : protections) {
            permits.add(named(permit(each), "DSA-2026-000" + (permits.size() + 1)));
        }
        return allowed(permits).protection();
    }

    private static Permit named(Permit permit, String reference) {
        return new Permit(
                new AgreementRef(reference),
                permit.version(),
                permit.standing(),
                permit.from(),
                permit.until(),
                permit.parties(),
                permit.receivers(),
                permit.datasets(),
                permit.purposes(),
                permit.actions(),
                permit.absent(),
                permit.protections());
    }

    private static Judgement.Allowed allowed(List<Permit> permits) {
        var grants =
                permits.stream()
                        .map(permit ->
                                new HeldGrant(
                                        grant().id(),
                                        grant().holder(),
                                        GLA,
                                        SPEND,
                                        permit.agreement(),
                                        ANALYSIS,
                                        grant().actions(),
                                        GRANTED,
                                        FROM,
                                        UNTIL,
                                        false))
                        .toList();
        var question =
                new Question(
                        glaOfficer(),
                        Act.READ_CONTENT,
                        new Target.OfVersion(SPEND, 1),
                        null,
                        ANALYSIS);
        return (Judgement.Allowed)
                new PolicyEngine().judge(question, Facts.none(NOW).with(permits, grants));
    }
}
