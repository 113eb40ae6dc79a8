package city.datastore.agreements;

import static city.datastore.agreements.AnAgreement.BRENT;
import static city.datastore.agreements.AnAgreement.GLA;
import static city.datastore.agreements.AnAgreement.SPEND;
import static city.datastore.agreements.AnAgreement.anAgreement;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.policy.ColumnScope;
import city.datastore.agreements.AgreementException.Fault;
import city.datastore.agreements.Terms.Scope;
import city.datastore.agreements.particulars.About;
import city.datastore.agreements.particulars.Answer;
import city.datastore.agreements.particulars.Extent;
import city.datastore.agreements.particulars.Particulars;
import city.datastore.agreements.particulars.Place;
import city.datastore.agreements.particulars.Place.OfBasis;
import city.datastore.agreements.particulars.Place.OfColumn;
import city.datastore.agreements.particulars.Place.OfParty;
import city.datastore.agreements.particulars.Questionnaire;
import city.datastore.audit.names.PurposeCode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TermsReviewTest {
    private static final PurposeCode PURPOSE = new PurposeCode("spend-analysis");
    private static final OfBasis FOR_ALL = new OfBasis(null, PURPOSE);

    private final Questionnaire questions = Questionnaire.load();
    private final Vocabularies vocabularies = Vocabularies.load();
    private final TermsReview review = new TermsReview(vocabularies, questions);

    /** Both shared columns hold that. */
    private static Particulars holding(String category) {
        return Particulars.NONE
                .with(new OfColumn(SPEND, "Amount"), "category", Answer.of(category))
                .with(new OfColumn(SPEND, "Payment Date"), "category", Answer.of("non_personal"));
    }

    private List<String> missing(Terms terms) {
        return review.review(terms).missing().stream().map(Fault::field).distinct().toList();
    }

    private List<String> warnings(Terms terms) {
        return review.review(terms).warnings().stream().map(Fault::field).toList();
    }

    @Nested
    class A_condensed_agreement {
        @Test
        void misses_nothing_when_it_says_what_the_gate_enforces() {
            assertThat(missing(anAgreement().terms())).isEmpty();
            assertThat(missing(anAgreement().terms().with(holding("contact")))).isEmpty();
        }

        @Test
        void needs_article_9_when_a_column_is_health_data() {
            var terms = anAgreement().terms().with(holding("health"));
            assertThat(missing(terms)).containsExactly("lawfulBasis.article9");
            assertThat(warnings(terms)).contains("extent");
        }

        @ParameterizedTest
        @CsvSource({
            "9(2)(g),      , true",
            "9(2)(g), 18   , false",
            "9(2)(g), 18   , false",
            "9(2)(g), 2    , true",
            "9(2)(h),      , true",
            "9(2)(h), 2    , false",
            "9(2)(h), 18   , true",
            "9(2)(c),      , false",
            "9(2)(g), as our lawyers wrote it, true"
        })
        void needs_the_right_part_of_schedule_1(
                String article9, String schedule1, boolean missing) {
            var terms =
                    anAgreement()
                            .under("6(1)(e)", article9)
                            .byLaw(schedule1, List.of("Localism Act 2011 s.1"))
                            .terms()
                            .with(holding("health"));
            assertThat(missing(terms))
                    .isEqualTo(missing ? List.of("lawfulBasis.schedule1") : List.of());
        }

        @Test
        void needs_authority_for_criminal_offence_data() {
            var terms = anAgreement().terms().with(holding("criminal_offence"));
            assertThat(missing(terms)).containsExactly("lawfulBasis.schedule1");
            var authority =
                    holding("criminal_offence")
                            .with(FOR_ALL, "article10", Answer.of("Under official authority"));
            assertThat(missing(terms.with(authority))).isEmpty();
        }

        @Test
        void is_judged_by_part_3_for_a_party_that_enforces_the_law() {
            var particulars =
                    holding("health").with(FOR_ALL, "regime", Answer.of("law_enforcement"));
            assertThat(missing(anAgreement().terms().with(particulars))).isEmpty();
        }

        @Test
        void names_the_answer_of_the_party_that_is_at_fault() {
            var brent = new OfBasis(BRENT, PURPOSE);
            var particulars =
                    holding("health")
                            .with(FOR_ALL, "article9", Answer.of("9(2)(c)"))
                            .with(brent, "article9", Answer.of("9(2)(g)"));
            assertThat(missing(anAgreement().terms().with(particulars)))
                    .containsExactly("particulars." + brent + ".schedule1");
        }
    }

    @Nested
    class A_warning {
        @ParameterizedTest
        @CsvSource({
            "6(1)(a), true",
            "6(1)(f), true",
            "6(1)(ea), true",
            "6(1)(e), false",
            "6(1)(c), false"
        })
        void is_given_for_a_basis_that_a_public_body_seldom_has(String article6, boolean warned) {
            var terms = anAgreement().under(article6, null).terms().with(holding("non_personal"));
            assertThat(warnings(terms))
                    .isEqualTo(warned ? List.of("lawfulBasis.article6") : List.of());
        }

        @Test
        void says_that_nobody_said_what_the_columns_hold() {
            assertThat(warnings(anAgreement().terms())).containsExactly("datasets");
        }
    }

    @Nested
    class A_full_agreement {
        private Terms full(Particulars particulars) {
            return anAgreement().terms().with(particulars.ofExtent(Extent.FULL));
        }

        @Test
        void asks_only_what_applies() {
            assertThat(missing(full(holding("non_personal"))))
                    .contains("particulars.party/brent.ig-lead", "particulars.agreement.tier")
                    .doesNotContain(
                            "particulars.party/brent.dpo",
                            "particulars.party/brent.caldicott",
                            "particulars.basis/*/spend-analysis.confidentiality");
            assertThat(missing(full(holding("contact"))))
                    .contains(
                            "particulars.party/brent.dpo",
                            "particulars.basis/*/spend-analysis.confidentiality")
                    .doesNotContain("particulars.party/brent.caldicott");
            assertThat(missing(full(holding("health"))))
                    .contains("particulars.party/brent.caldicott");
        }

        @Test
        void asks_a_receiver_where_it_keeps_what_it_receives() {
            assertThat(missing(full(holding("contact"))))
                    .contains("particulars.party/gla.storage")
                    .doesNotContain("particulars.party/brent.storage");
        }

        @Test
        void takes_columns_for_personal_while_nobody_said_what_they_hold() {
            assertThat(missing(full(Particulars.NONE))).contains("particulars.party/brent.dpo");
        }

        @Test
        void asks_what_follows_from_an_answer() {
            var some =
                    holding("contact").with(new Place.OfDataset(SPEND), "rows", Answer.of("some"));
            assertThat(missing(full(some))).contains("particulars.dataset/brent/spend.rows-which");
            assertThat(missing(full(holding("contact"))))
                    .doesNotContain("particulars.dataset/brent/spend.rows-which");
        }

        @Test
        void lets_each_party_answer_for_itself_or_all_together() {
            var each =
                    holding("contact")
                            .with(new OfBasis(BRENT, PURPOSE), "regime", Answer.of("uk_gdpr"))
                            .with(new OfBasis(GLA, PURPOSE), "regime", Answer.of("uk_gdpr"));
            assertThat(missing(full(each)))
                    .doesNotContain("particulars.basis/*/spend-analysis.regime");
            var one =
                    holding("contact")
                            .with(new OfBasis(BRENT, PURPOSE), "regime", Answer.of("uk_gdpr"));
            assertThat(missing(full(one))).contains("particulars.basis/*/spend-analysis.regime");
        }

        @Test
        void misses_nothing_once_everything_asked_is_answered() {
            assertThat(missing(answered(full(holding("health"))))).isEmpty();
        }

        /** Answers until nothing more is asked, since an answer can lead to a question. */
        private Terms answered(Terms terms) {
            var now =
                    anAgreement()
                            .under("6(1)(e)", "9(2)(h)")
                            .byLaw("2", List.of())
                            .terms()
                            .with(terms.particulars());
            for (int round = 0; round < 5; round++) {
                for (Place place : Places.asked(now)) {
                    for (var asked : review.asked(now, place)) {
                        if (asked.isMissing()) {
                            now =
                                    now.with(
                                            now.particulars()
                                                    .with(
                                                            place,
                                                            asked.question().id(),
                                                            Answers.to(
                                                                    asked.question(),
                                                                    vocabularies)));
                        }
                    }
                }
            }
            return now;
        }
    }

    @Nested
    class An_answer {
        private final KnownCity city = new KnownCity();
        private final TermsCheck check =
                new TermsCheck(city, vocabularies, questions, (terms, _, _) -> terms);

        private List<Fault> faults(Place place, String question, String... values) {
            return TermsReviewTest.faults(
                    check,
                    city,
                    anAgreement()
                            .terms()
                            .with(Particulars.NONE.with(place, question, Answer.of(values))));
        }

        @Test
        void is_stored_in_the_spelling_of_its_vocabulary() {
            var terms =
                    anAgreement()
                            .terms()
                            .with(
                                    Particulars.NONE.with(
                                            new OfColumn(SPEND, "Amount"),
                                            "category",
                                            Answer.of("Non personal")));
            assertThat(
                            check.check(terms, city, Set.of(BRENT), AnAgreement.TODAY)
                                    .particulars()
                                    .at(new OfColumn(SPEND, "Amount"), "category"))
                    .contains(Answer.of("non_personal"));
        }

        @Test
        void about_a_column_is_what_its_owner_declared_unless_said_otherwise() {
            city.hold(SPEND, Map.of("Amount", "contact", "Vendor Name 2", "health"));
            var checked =
                    check.check(anAgreement().terms(), city, Set.of(BRENT), AnAgreement.TODAY);
            assertThat(checked.particulars().answers())
                    .containsOnlyKeys(new OfColumn(SPEND, "Amount"));
            assertThat(checked.particulars().at(new OfColumn(SPEND, "Amount"), "category"))
                    .contains(Answer.of("contact"));
        }

        @Test
        void about_a_column_is_what_its_owner_declared_of_it_with_stray_white_space() {
            city.know(SPEND, List.of("Health  status "));
            city.hold(SPEND, Map.of("Health  status ", "health"));
            var scope = new Scope(SPEND, ColumnScope.only(List.of("Health status")));

            var checked =
                    check.check(
                            anAgreement().on(scope).terms(),
                            city,
                            Set.of(BRENT),
                            AnAgreement.TODAY);

            assertThat(checked.particulars().at(new OfColumn(SPEND, "Health status"), "category"))
                    .contains(Answer.of("health"));
            assertThat(new Marks(checked, vocabularies, questions).ofData())
                    .contains(Marks.SPECIAL);
        }

        @Test
        void about_a_column_is_not_what_was_declared_of_one_that_is_spelt_otherwise() {
            city.know(SPEND, List.of("Status", "Status "));
            city.hold(SPEND, Map.of("Status", "health", "Status ", "contact"));
            var scope = new Scope(SPEND, ColumnScope.only(List.of("Status")));

            var checked =
                    check.check(
                            anAgreement().on(scope).terms(),
                            city,
                            Set.of(BRENT),
                            AnAgreement.TODAY);

            assertThat(checked.particulars().at(new OfColumn(SPEND, "Status"), "category"))
                    .contains(Answer.of("health"));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "agreement | tier | top secret",
                    "agreement | classification | SECRET",
                    "agreement | publish-summary | perhaps",
                    "agreement | breach-hours | 73",
                    "agreement | breach-hours | -1",
                    "agreement | dpia-link | javascript:alert(1)",
                    "agreement | dpia-link | https://user:word@example.org/",
                    "agreement | no-such-question | x",
                    "party/brent | ig-lead | nobody",
                    "party/brent | assurance-until | 31/12/2027",
                    "party/lfb | ig-lead | ig@example.org",
                    "column/brent/spend/Unknown | reason | because",
                    "basis/lfb/spend-analysis | regime | uk_gdpr",
                    "purpose/other | outcome | something"
                })
        void that_makes_no_sense_is_refused(String place, String question, String value) {
            var faults = faults(Place.parse(place).orElseThrow(), question, value);
            assertThat(faults).hasSize(1);
            assertThat(faults.getFirst().field()).startsWith("particulars." + place);
        }

        @Test
        void in_a_word_that_its_vocabulary_lacks_is_refused_whatever_the_question() {
            var worded =
                    questions.questions().stream()
                            .filter(each -> each.vocabulary() != null)
                            .toList();
            assertThat(worded).hasSizeGreaterThan(10);
            for (var question : worded) {
                String place =
                        switch (question.about()) {
                            case AGREEMENT -> "agreement";
                            case PARTY -> "party/brent";
                            case PURPOSE -> "purpose/spend-analysis";
                            case DATASET -> "dataset/brent/spend";
                            case COLUMN -> "column/brent/spend/Amount";
                            case BASIS -> "basis/*/spend-analysis";
                        };
                assertThat(faults(Place.parse(place).orElseThrow(), question.id(), "no such word"))
                        .as(place + "." + question.id())
                        .extracting(Fault::field)
                        .containsExactly("particulars." + place + "." + question.id());
            }
        }

        @Test
        void can_be_given_once_where_one_is_asked_for() {
            assertThat(faults(Place.agreement(), "tier", "charter", "protocol")).hasSize(1);
            assertThat(faults(Place.agreement(), "transfer-method", "api", "sftp")).isEmpty();
        }

        @Test
        void of_two_megabytes_is_refused() {
            assertThat(faults(Place.agreement(), "benefits", "x".repeat(2 << 20))).hasSize(1);
        }

        @Test
        void of_a_good_kind_is_taken() {
            assertThat(faults(new OfParty(BRENT), "ig-lead", "ig@brent.example")).isEmpty();
            assertThat(faults(new OfParty(BRENT), "assurance-until", "2027-12-31")).isEmpty();
            assertThat(faults(Place.agreement(), "breach-hours", "24")).isEmpty();
            assertThat(questions.find(About.AGREEMENT, "breach-hours")).isPresent();
        }
    }

    private static List<Fault> faults(TermsCheck check, KnownDatasets known, Terms terms) {
        try {
            check.check(terms, known, Set.of(BRENT), AnAgreement.TODAY);
            return List.of();
        } catch (AgreementException.BadTerms bad) {
            return bad.faults();
        }
    }
}
