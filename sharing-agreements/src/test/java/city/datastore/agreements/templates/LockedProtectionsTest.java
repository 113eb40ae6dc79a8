package city.datastore.agreements.templates;

import static city.datastore.agreements.AnAgreement.PROTECTED;
import static city.datastore.agreements.AnAgreement.SPEND;
import static city.datastore.agreements.AnAgreement.anAgreement;
import static city.datastore.agreements.templates.ATemplate.aTemplate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Protection;
import city.datastore.access.policy.RowCondition;
import city.datastore.access.policy.RowFilter;
import city.datastore.access.policy.Treatment;
import city.datastore.agreements.AgreementException.BadTerms;
import city.datastore.agreements.AgreementException.Fault;
import city.datastore.agreements.Faults;
import city.datastore.agreements.Terms;
import city.datastore.agreements.Terms.Scope;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LockedProtectionsTest {
    private static final List<String> DECLARED = List.of("Payment Date", "Amount", "Ward");

    private static Terms held(ATemplate template, Terms terms, List<String> declared) {
        var faults = new Faults();
        var held =
                new LockedProtections(template.published().locked(), "low-risk")
                        .on(terms, _ -> declared, faults);
        faults.throwIfAny();
        return held;
    }

    private static Protection of(Terms terms) {
        return terms.datasets().getFirst().protection();
    }

    private static Terms sharing(Protection protection) {
        return anAgreement()
                .on(new Scope(SPEND, ColumnScope.only(List.of("Amount")), protection))
                .terms();
    }

    private static void assertFault(String field, String message, ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        BadTerms.class,
                        e ->
                                assertThat(e.faults())
                                        .singleElement()
                                        .satisfies((Fault fault) -> {
                                            assertThat(fault.field()).isEqualTo(field);
                                            assertThat(fault.message()).contains(message);
                                        }));
    }

    @Nested
    class A_locked_treatment {
        private final ATemplate template = aTemplate().locking("treatments.Amount", "masked");

        @Test
        void is_filled_in_where_the_column_is_shared() {
            var held = held(template, sharing(Protection.NONE), DECLARED);
            assertThat(of(held).of("Amount")).isEqualTo(Treatment.MASKED);
        }

        @Test
        void is_found_and_the_strictest_one_counts_however_templates_spelt_the_column() {
            var untidy =
                    aTemplate()
                            .locking("treatments.Payment  Date", "masked")
                            .locking("treatments.Payment Date", "pseudonymised");
            var terms =
                    anAgreement()
                            .on(new Scope(SPEND, ColumnScope.only(List.of("Payment Date"))))
                            .terms();

            assertThat(of(held(untidy, terms, DECLARED)).of("Payment Date"))
                    .isEqualTo(Treatment.MASKED);
        }

        @Test
        void is_left_out_where_the_column_is_not_shared() {
            var other =
                    anAgreement()
                            .on(new Scope(SPEND, ColumnScope.only(List.of("Payment Date"))))
                            .terms();
            assertThat(held(template, other, DECLARED)).isEqualTo(other);
        }

        @Test
        void cannot_be_made_another_one() {
            assertFault(
                    "datasets[0].treatments",
                    "locks how Amount leaves: masked, and not pseudonymised",
                    () -> held(template, anAgreement().on(PROTECTED).terms(), DECLARED));
        }

        @Test
        void of_clear_keeps_a_column_from_being_masked() {
            var masked = new Protection(Map.of("Amount", Treatment.MASKED), RowFilter.NONE);
            var clear = aTemplate().locking("treatments.Amount", "clear");
            assertFault(
                    "datasets[0].treatments",
                    "clear, and not masked",
                    () -> held(clear, sharing(masked), DECLARED));
            assertThat(held(clear, sharing(Protection.NONE), DECLARED))
                    .isEqualTo(sharing(Protection.NONE));
        }

        @Test
        void takes_columns_that_are_named_so_that_none_slips_in_later() {
            assertFault(
                    "datasets[0].columns",
                    "name the columns that are shared instead of all",
                    () ->
                            held(
                                    template,
                                    anAgreement().on(new Scope(SPEND, ColumnScope.ALL)).terms(),
                                    DECLARED));
        }
    }

    @Nested
    class A_locked_condition_on_rows {
        private final ATemplate template =
                aTemplate().locking("rows.Ward", "one-of", "Kilburn", "Kenton");
        private final RowCondition condition =
                new RowCondition("Ward", RowCondition.Test.ONE_OF, List.of("Kilburn", "Kenton"));

        @Test
        void is_added_to_what_the_terms_say() {
            var held = held(template, anAgreement().on(PROTECTED).terms(), DECLARED);
            assertThat(of(held).rows().conditions())
                    .hasSize(2)
                    .containsAll(PROTECTED.protection().rows().conditions())
                    .contains(condition);
            assertThat(held(template, held, DECLARED)).isEqualTo(held);
        }

        @Test
        void binds_a_dataset_that_declares_no_columns_too() {
            assertThat(of(held(template, sharing(Protection.NONE), List.of())).rows().conditions())
                    .containsExactly(condition);
        }

        @Test
        void leaves_a_dataset_without_that_column_alone() {
            var terms = sharing(Protection.NONE);
            assertThat(held(template, terms, List.of("Amount"))).isEqualTo(terms);
        }

        @Test
        void is_found_however_the_dataset_the_template_or_the_terms_spell_the_column() {
            var untidy = aTemplate().locking("rows.Ward\u00a0", "one-of", "Kilburn", "Kenton");
            var said =
                    new Protection(
                            Map.of(),
                            new RowFilter(
                                    List.of(
                                            new RowCondition(
                                                    " Ward",
                                                    RowCondition.Test.ONE_OF,
                                                    List.of("Kilburn", "Kenton")))));

            for (var locked : List.of(template, untidy)) {
                var held = held(locked, sharing(Protection.NONE), List.of("Amount", "Ward  "));
                assertThat(of(held).rows().conditions()).containsExactly(condition);
            }
            assertThat(held(untidy, sharing(said), DECLARED)).isEqualTo(sharing(said));
        }

        @Test
        void binds_twice_where_a_template_spelt_one_column_in_two_ways() {
            var both =
                    aTemplate()
                            .locking("rows.Ward", "one-of", "Kilburn", "Kenton")
                            .locking("rows.Ward ", "not", "Kenton");

            assertThat(of(held(both, sharing(Protection.NONE), DECLARED)).rows().conditions())
                    .hasSize(2)
                    .contains(condition);
        }

        @Test
        void that_makes_too_many_is_named() {
            var twenty =
                    new RowFilter(
                            IntStream.range(0, RowFilter.MAX_CONDITIONS)
                                    .mapToObj(i ->
                                            new RowCondition(
                                                    "Amount",
                                                    RowCondition.Test.AT_LEAST,
                                                    List.of(String.valueOf(i))))
                                    .toList());
            assertFault(
                    "datasets[0].rows",
                    "21 conditions on rows; at most 20",
                    () -> held(template, sharing(new Protection(Map.of(), twenty)), DECLARED));
        }
    }
}
