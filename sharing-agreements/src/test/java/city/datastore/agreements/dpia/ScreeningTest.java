package city.datastore.agreements.dpia;

import static city.datastore.agreements.AnAgreement.BRENT;
import static city.datastore.agreements.AnAgreement.CAMDEN;
import static city.datastore.agreements.AnAgreement.GLA;
import static city.datastore.agreements.AnAgreement.HMO;
import static city.datastore.agreements.AnAgreement.SPEND;
import static city.datastore.agreements.AnAgreement.anAgreement;
import static city.datastore.agreements.dpia.ADpia.REVIEW;
import static city.datastore.agreements.dpia.ADpia.healthOnALargeScale;
import static city.datastore.agreements.dpia.ADpia.holding;
import static city.datastore.agreements.dpia.ADpia.told;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.policy.ColumnScope;
import city.datastore.agreements.Terms;
import city.datastore.agreements.Terms.Party;
import city.datastore.agreements.Terms.Scope;
import city.datastore.agreements.dpia.Dpia.Content;
import city.datastore.agreements.dpia.Dpia.Told;
import city.datastore.agreements.dpia.Screening.Finding;
import city.datastore.agreements.dpia.Screening.Verdict;
import city.datastore.agreements.particulars.Answer;
import city.datastore.agreements.particulars.Particulars;
import city.datastore.agreements.particulars.Place;
import city.datastore.agreements.particulars.Place.OfColumn;
import city.datastore.agreements.particulars.Place.OfDataset;
import city.datastore.audit.names.PermittedAction;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScreeningTest {
    private static final String COLUMN = "column/brent/spend/Amount";

    private static Terms terms(Particulars particulars) {
        return anAgreement().terms().with(particulars);
    }

    private static Screening screening(Terms terms) {
        return screening(terms, Map.of());
    }

    private static Screening screening(Terms terms, Map<String, Told> told) {
        return REVIEW.screening(terms, Content.NONE.withScreening(told));
    }

    private static Set<String> computed(Screening screening) {
        var ids = new TreeSet<String>();
        screening.findings().stream()
                .filter(Finding::computed)
                .forEach(each -> ids.add(each.criterion().id()));
        return ids;
    }

    private static Finding finding(Screening screening, String id) {
        return screening.findings().stream()
                .filter(each -> each.criterion().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Nested
    class A_criterion_that_fields_can_tell {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "profiling | purpose/spend-analysis automated with_safeguards",
                    "large-sensitive | column/brent/spend/Amount category health;"
                            + " dataset/brent/spend volume over_1000000",
                    "large-sensitive | column/brent/spend/Amount category criminal_offence;"
                            + " dataset/brent/spend volume under_1000000",
                    "large-profiling | purpose/spend-analysis automated with_safeguards;"
                            + " dataset/brent/spend volume over_1000000",
                    "children-targeted | dataset/brent/spend ages under_13;"
                            + " purpose/spend-analysis automated with_safeguards",
                    "physical-harm | column/brent/spend/Amount category victim_witness",
                    "physical-harm | dataset/brent/spend subjects witnesses",
                    "biometric-genetic | column/brent/spend/Amount category biometric",
                    "biometric-genetic | column/brent/spend/Amount category genetic",
                    "invisible | agreement exemptions The_police_asked_for_it",
                    "evaluation | purpose/spend-analysis automated with_safeguards",
                    "sensitive | column/brent/spend/Amount category religious",
                    "sensitive | column/brent/spend/Amount category criminal_offence",
                    "large | dataset/brent/spend volume over_1000000",
                    "vulnerable | dataset/brent/spend subjects patients",
                    "vulnerable | dataset/brent/spend ages under_18"
                })
        void holds_because_of_them_and_not_without_one(String criterion, String fields) {
            var particulars = holding("contact");
            String[] each = fields.split(";", -1);
            for (String field : each) {
                assertThat(finding(screening(terms(particulars)), criterion).holds()).isFalse();
                String[] parts = field.strip().split(" ", -1);
                particulars =
                        particulars.with(
                                Place.parse(parts[0]).orElseThrow(), parts[1], Answer.of(parts[2]));
            }

            var finding = finding(screening(terms(particulars)), criterion);

            assertThat(finding.computed()).isTrue();
            assertThat(finding.holds()).isTrue();
            for (String field : each) {
                String[] parts = field.strip().split(" ", -1);
                assertThat(finding.because())
                        .extracting(Sign::field)
                        .contains("particulars." + parts[0] + "." + parts[1]);
            }
        }

        @Test
        void names_the_column_and_what_it_holds() {
            var finding = finding(screening(terms(healthOnALargeScale())), "large-sensitive");
            assertThat(finding.because())
                    .contains(
                            new Sign(
                                    "special",
                                    "particulars." + COLUMN + ".category",
                                    "column Amount of brent/spend: Health",
                                    SPEND));
        }

        @Test
        void does_not_hold_when_its_marks_are_in_different_datasets() {
            var twoDatasets =
                    anAgreement()
                            .between(
                                    new Party(BRENT, "independent_controller", true, false),
                                    new Party(CAMDEN, "independent_controller", true, true))
                            .on(
                                    new Scope(SPEND, ColumnScope.only(List.of("Amount"))),
                                    new Scope(HMO, ColumnScope.only(List.of("Ward"))))
                            .terms();
            var apart =
                    Particulars.NONE
                            .with(new OfColumn(SPEND, "Amount"), "category", Answer.of("health"))
                            .with(new OfColumn(HMO, "Ward"), "category", Answer.of("contact"))
                            .with(new OfDataset(HMO), "volume", Answer.of("over_1000000"));
            assertThat(computed(screening(twoDatasets.with(apart))))
                    .contains("large", "sensitive")
                    .doesNotContain("large-sensitive");
            assertThat(
                            computed(
                                    screening(
                                            twoDatasets.with(
                                                    apart.with(
                                                            new OfDataset(SPEND),
                                                            "volume",
                                                            Answer.of("over_1000000"))))))
                    .contains("large-sensitive");
        }

        @Test
        void is_matching_when_several_parties_provide_or_linking_is_allowed() {
            assertThat(computed(screening(terms(holding("contact"))))).doesNotContain("matching");
            var linking =
                    anAgreement()
                            .allowing(Set.of(PermittedAction.READ, new PermittedAction("link")))
                            .terms()
                            .with(holding("contact"));
            assertThat(finding(screening(linking), "matching").because())
                    .extracting(Sign::field)
                    .contains("actions");
            var pooling =
                    anAgreement()
                            .between(
                                    new Party(BRENT, "independent_controller", true, false),
                                    new Party(CAMDEN, "independent_controller", true, false),
                                    new Party(GLA, "independent_controller", false, true))
                            .terms()
                            .with(holding("contact"));
            assertThat(finding(screening(pooling), "matching").because())
                    .extracting(Sign::text)
                    .contains("data comes from brent, camden");
        }

        @Test
        void cannot_be_answered_away() {
            var terms = terms(healthOnALargeScale());
            var finding =
                    finding(screening(terms, told("large-sensitive", false)), "large-sensitive");
            assertThat(finding.holds()).isTrue();
        }
    }

    @Nested
    class A_criterion_that_no_field_can_tell {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "public-monitoring",
                    "access-to-service",
                    "innovative",
                    "tracking",
                    "prevents-right"
                })
        void is_asked_and_holds_when_the_answer_is_yes(String criterion) {
            var terms = terms(healthOnALargeScale());
            assertThat(finding(screening(terms), criterion).unanswered()).isTrue();
            assertThat(finding(screening(terms, told(criterion, false)), criterion))
                    .matches(each -> !each.holds() && !each.unanswered());
            assertThat(finding(screening(terms, told(criterion, true)), criterion))
                    .matches(each -> each.holds() && !each.computed());
        }
    }

    @Nested
    class The_verdict {
        @Test
        void is_that_none_is_needed_where_nobody_is_in_the_data() {
            var nobody =
                    Particulars.NONE
                            .with(new OfColumn(SPEND, "Amount"), "category", Answer.of("aggregate"))
                            .with(
                                    new OfColumn(SPEND, "Payment Date"),
                                    "category",
                                    Answer.of("non_personal"));
            var screening = screening(terms(nobody), told("tracking", true));
            assertThat(screening.verdict()).isEqualTo(Verdict.NOT_NEEDED);
            assertThat(screening.findings()).isEmpty();
        }

        @Test
        void is_that_none_is_needed_where_no_criterion_holds() {
            var screening = screening(terms(holding("contact")));
            assertThat(screening.verdict()).isEqualTo(Verdict.NOT_NEEDED);
            assertThat(computed(screening)).isEmpty();
            assertThat(screening.reasons()).isEmpty();
        }

        @Test
        void takes_data_for_personal_while_nobody_has_said_what_it_holds() {
            assertThat(screening(anAgreement().terms()).findings()).isNotEmpty();
        }

        @Test
        void is_to_think_about_one_where_only_lesser_criteria_hold() {
            var screening = screening(terms(holding("religious")));
            assertThat(screening.verdict()).isEqualTo(Verdict.CONSIDER);
            assertThat(screening.reasons())
                    .extracting(each -> each.criterion().id())
                    .containsExactly("sensitive");
        }

        @Test
        void is_that_one_is_required_where_a_criterion_of_the_law_holds() {
            var screening = screening(terms(healthOnALargeScale()));
            assertThat(screening.verdict()).isEqualTo(Verdict.REQUIRED);
            assertThat(screening.reasons())
                    .extracting(each -> each.criterion().id())
                    .containsExactly("large-sensitive");
        }

        @Test
        void counts_some_criteria_only_together_with_another_one() {
            var alone = screening(terms(holding("contact")), told("innovative", true));
            assertThat(alone.verdict()).isEqualTo(Verdict.CONSIDER);
            var together = screening(terms(holding("religious")), told("innovative", true));
            assertThat(together.verdict()).isEqualTo(Verdict.REQUIRED);
        }
    }
}
