package city.datastore.agreements.templates;

import static city.datastore.agreements.AnAgreement.BRENT;
import static city.datastore.agreements.AnAgreement.GLA;
import static city.datastore.agreements.AnAgreement.anAgreement;
import static city.datastore.agreements.templates.ATemplate.aTemplate;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.agreements.AgreementException.Fault;
import city.datastore.agreements.Terms;
import city.datastore.agreements.TermsDiff;
import city.datastore.agreements.TermsDiff.What;
import city.datastore.agreements.TermsReview;
import city.datastore.agreements.Vocabularies;
import city.datastore.agreements.particulars.Answer;
import city.datastore.agreements.particulars.Place;
import city.datastore.agreements.particulars.Questionnaire;
import city.datastore.audit.names.PermittedAction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LockedClausesTest {
    private static final TermsReview REVIEW =
            new TermsReview(Vocabularies.load(), Questionnaire.load());

    private static List<Fault> faults(ATemplate template, Terms terms) {
        return template.published().locked().faults(terms, "low-risk");
    }

    private static Terms saying(Place place, String question, String answer) {
        Terms terms = anAgreement().terms();
        return terms.with(terms.particulars().with(place, question, Answer.of(answer)));
    }

    @Nested
    class A_locked_field {
        @Test
        void may_say_what_it_has_to() {
            assertThat(
                            faults(
                                    aTemplate()
                                            .locking("lawfulBasis.article6", "6(1)(e)")
                                            .locking("actions", "read")
                                            .locking(
                                                    "lawfulBasis.gateways", "Localism Act 2011 s.1")
                                            .locking(
                                                    "purposes",
                                                    "spend-analysis: Compare what boroughs spend"),
                                    anAgreement().terms()))
                    .isEmpty();
        }

        @Test
        void that_says_something_else_is_named_with_both_texts() {
            assertThat(
                            faults(
                                    aTemplate().locking("lawfulBasis.article6", "6(1)(c)"),
                                    anAgreement().terms()))
                    .singleElement()
                    .satisfies(fault -> {
                        assertThat(fault.field()).isEqualTo("lawfulBasis.article6");
                        assertThat(fault.message())
                                .contains("low-risk")
                                .contains("has to say \"6(1)(c)\"")
                                .contains("it says \"6(1)(e)\"");
                    });
        }

        @Test
        void that_says_nothing_is_at_fault_too() {
            assertThat(
                            faults(
                                    aTemplate().locking("lawfulBasis.article9", "9(2)(g)"),
                                    anAgreement().terms()))
                    .singleElement()
                    .satisfies(fault -> assertThat(fault.message()).endsWith("it says nothing"));
        }

        @Test
        void may_not_say_more() {
            assertThat(
                            faults(
                                    aTemplate().locking("actions", "read"),
                                    anAgreement()
                                            .allowing(
                                                    Set.of(
                                                            PermittedAction.READ,
                                                            new PermittedAction("link")))
                                            .terms()))
                    .hasSize(1);
        }
    }

    @Nested
    class A_clause_that_is_locked_to_nothing {
        private final ATemplate template =
                aTemplate().locking("lawfulBasis.article9").locking("party.processors");

        @Test
        void may_stay_empty_and_nothing_is_filled_in() {
            Terms filled = template.published().filled(anAgreement().terms());
            assertThat(filled).isEqualTo(anAgreement().terms());
            assertThat(faults(template, filled)).isEmpty();
        }

        @Test
        void that_says_something_is_named() {
            Terms said =
                    anAgreement()
                            .under("6(1)(e)", "9(2)(g)")
                            .terms()
                            .with(
                                    saying(new Place.OfParty(GLA), "processors", "A cloud")
                                            .particulars());
            assertThat(faults(template, said))
                    .extracting(Fault::field)
                    .containsExactly("lawfulBasis.article9", "particulars.party/gla.processors");
            assertThat(faults(template, said).getFirst().message())
                    .contains("has to say nothing, and it says \"9(2)(g)\"");
        }

        @Test
        void is_in_the_digest() {
            assertThat(template.published().ref().locked())
                    .isNotEqualTo(aTemplate().published().ref().locked());
        }
    }

    @Nested
    class A_locked_answer {
        private final ATemplate template = aTemplate().locking("party.multi-factor", "yes");

        @Test
        void is_filled_in_wherever_it_is_not_answered() {
            Terms filled = template.published().filled(anAgreement().terms());
            assertThat(filled.particulars().at(new Place.OfParty(GLA), "multi-factor"))
                    .contains(Answer.of("yes"));
            // not asked of it now, and it could be when the data changes
            assertThat(filled.particulars().at(new Place.OfParty(BRENT), "multi-factor"))
                    .contains(Answer.of("yes"));
            assertThat(faults(template, filled)).isEmpty();
        }

        @Test
        void is_never_written_over_but_named() {
            Terms other = saying(new Place.OfParty(GLA), "multi-factor", "no");
            Terms filled = template.published().filled(other);
            assertThat(filled.particulars().at(new Place.OfParty(GLA), "multi-factor"))
                    .contains(Answer.of("no"));
            assertThat(faults(template, filled))
                    .extracting(Fault::field)
                    .containsExactly("particulars.party/gla.multi-factor");
        }

        @Test
        void binds_also_where_it_is_not_asked() {
            assertThat(faults(template, saying(new Place.OfParty(BRENT), "multi-factor", "no")))
                    .hasSize(1);
        }
    }

    @Nested
    class An_open_slot {
        private final ATemplate template =
                aTemplate().open("agreement.frequency", "monthly").open("agreement.benefits");

        @Test
        void is_filled_with_the_suggestion_when_an_agreement_begins() {
            Terms begun = template.published().begun(anAgreement().terms(), REVIEW);
            assertThat(begun.particulars().at(Place.agreement(), "frequency"))
                    .contains(Answer.of("monthly"));
            assertThat(begun.particulars().at(Place.agreement(), "benefits")).isEmpty();
        }

        @Test
        void can_say_anything_afterwards() {
            Terms other = saying(Place.agreement(), "frequency", "daily");
            assertThat(template.published().filled(other)).isEqualTo(other);
            assertThat(faults(template, other)).isEmpty();
        }
    }

    @Nested
    class The_template_alone {
        @Test
        void differs_from_an_agreement_in_what_that_says_besides() {
            var template =
                    aTemplate()
                            .locking("party.multi-factor", "yes")
                            .locking("lawfulBasis.article6", "6(1)(e)")
                            .open("agreement.frequency", "monthly")
                            .published();
            Terms begun = template.begun(anAgreement().terms(), REVIEW).with(template.ref());
            assertThat(TermsDiff.of(template.alone(begun, REVIEW), begun))
                    .extracting(TermsDiff.Change::what)
                    .doesNotContain(What.ANSWER, What.ARTICLE_6, What.TEMPLATE)
                    .contains(What.TITLE, What.PARTY, What.DATASET, What.GATEWAYS);
            Terms daily =
                    begun.with(
                            begun.particulars()
                                    .with(Place.agreement(), "frequency", Answer.of("daily")));
            assertThat(TermsDiff.of(template.alone(daily, REVIEW), daily))
                    .filteredOn(each -> each.what() == What.ANSWER)
                    .singleElement()
                    .satisfies(each -> {
                        assertThat(each.before()).isEqualTo("monthly");
                        assertThat(each.after()).isEqualTo("daily");
                    });
        }
    }

    @Nested
    class The_digest {
        @Test
        void is_of_what_is_locked_and_of_nothing_else() {
            var one = aTemplate().locking("actions", "read").locking("extent", "condensed");
            var other =
                    aTemplate()
                            .called("another")
                            .locking("extent", "condensed")
                            .open("title", "A title")
                            .locking("actions", "read");
            assertThat(one.published().ref().locked())
                    .hasSize(64)
                    .isEqualTo(other.published().ref().locked());
            assertThat(aTemplate().locking("actions", "link").published().ref().locked())
                    .isNotEqualTo(one.published().ref().locked());
        }

        @Test
        void is_sha_256_over_the_canonical_json() throws Exception {
            var digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(
                                    "{\"actions\":[\"read\"],\"party.multi-factor\":[\"yes\"]}"
                                            .getBytes(StandardCharsets.UTF_8));
            assertThat(
                            aTemplate()
                                    .locking("party.multi-factor", "yes")
                                    .locking("actions", "read")
                                    .published()
                                    .ref()
                                    .locked())
                    .isEqualTo(HexFormat.of().formatHex(digest));
        }
    }
}
