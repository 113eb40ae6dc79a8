package city.datastore.agreements.dpia;

import static city.datastore.agreements.AnAgreement.BRENT;
import static city.datastore.agreements.AnAgreement.CAMDEN;
import static city.datastore.agreements.AnAgreement.GLA;
import static city.datastore.agreements.AnAgreement.anAgreement;
import static city.datastore.agreements.dpia.ADpia.HIGH;
import static city.datastore.agreements.dpia.ADpia.REVIEW;
import static city.datastore.agreements.dpia.ADpia.advice;
import static city.datastore.agreements.dpia.ADpia.by;
import static city.datastore.agreements.dpia.ADpia.consultation;
import static city.datastore.agreements.dpia.ADpia.content;
import static city.datastore.agreements.dpia.ADpia.decision;
import static city.datastore.agreements.dpia.ADpia.finished;
import static city.datastore.agreements.dpia.ADpia.full;
import static city.datastore.agreements.dpia.ADpia.head;
import static city.datastore.agreements.dpia.ADpia.healthOnALargeScale;
import static city.datastore.agreements.dpia.ADpia.holding;
import static city.datastore.agreements.dpia.ADpia.reduced;
import static city.datastore.agreements.dpia.ADpia.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.agreements.AgreementException.Fault;
import city.datastore.agreements.AgreementException.WrongState;
import city.datastore.agreements.Terms;
import city.datastore.agreements.Terms.Party;
import city.datastore.agreements.TermsDigest;
import city.datastore.agreements.dpia.Dpia.Content;
import city.datastore.agreements.dpia.Dpia.Decision;
import city.datastore.agreements.dpia.Dpia.Looked;
import city.datastore.agreements.dpia.Dpia.Treatment;
import city.datastore.agreements.particulars.Extent;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DpiaReviewTest {
    private static Optional<String> obstacle(Terms terms, Dpia dpia) {
        return REVIEW.obstacle(head(terms), dpia);
    }

    private static Dpia none(Terms terms) {
        return Dpia.none(head(terms).reference());
    }

    /** Finished, but for a risk that remains high. */
    private static Dpia highRiskLeft(Terms terms) {
        return written(terms, content(terms, HIGH.treated(reduced("possible", "severe"))))
                .advised(advice("agrees"))
                .decided(decision("accepted", ""));
    }

    @Nested
    class A_risk {
        @Test
        void remains_whole_while_nothing_is_done_about_it() {
            assertThat(REVIEW.level(HIGH)).isEqualTo("high");
            assertThat(REVIEW.residual(HIGH)).contains("high");
        }

        @Test
        void is_what_is_left_of_it_once_it_is_reduced() {
            assertThat(REVIEW.residual(HIGH.treated(reduced("remote", "severe")))).contains("low");
            assertThat(REVIEW.residual(HIGH.treated(reduced("possible", "significant"))))
                    .contains("medium");
        }

        @Test
        void is_gone_once_it_is_eliminated_and_stays_where_it_is_accepted() {
            var gone = HIGH.treated(new Treatment("eliminated", "The column goes.", null, null));
            assertThat(REVIEW.residual(gone)).isEmpty();
            var stays = HIGH.treated(new Treatment("accepted", "Lives depend on it.", null, null));
            assertThat(REVIEW.residual(stays)).contains("high");
            assertThat(REVIEW.remainsHigh(content(full(), stays))).isTrue();
            assertThat(REVIEW.remainsHigh(content(full(), gone))).isFalse();
        }
    }

    @Nested
    class What_is_missing {
        private List<String> missing(Dpia dpia) {
            return REVIEW.missing(head(full()), dpia).stream().map(Fault::field).toList();
        }

        @Test
        void is_everything_at_first() {
            assertThat(missing(none(full())))
                    .contains(
                            "screening.tracking",
                            "answers.need",
                            "answers.proportionate",
                            "answers.review-by",
                            "risks",
                            "advice",
                            "outcome")
                    .doesNotContain(
                            "screening.large-sensitive",
                            "answers.children",
                            "answers.departure",
                            "consultation");
        }

        @Test
        void is_what_is_done_about_each_risk() {
            assertThat(missing(written(full(), content(full(), HIGH))))
                    .containsExactly("risks[0].treatment", "advice", "outcome", "consultation");
        }

        @Test
        void is_the_sign_off_once_everything_is_written() {
            assertThat(missing(written(full(), content(full()))))
                    .containsExactly("advice", "outcome");
            assertThat(missing(finished(full()))).isEmpty();
        }

        @Test
        void is_the_regulator_s_answer_where_a_risk_remains_high() {
            assertThat(missing(highRiskLeft(full()))).containsExactly("consultation");
            assertThat(missing(highRiskLeft(full()).consulted(consultation("waiting"))))
                    .containsExactly("consultation");
            assertThat(missing(highRiskLeft(full()).consulted(consultation("advice")))).isEmpty();
        }
    }

    @Nested
    class A_full_agreement_that_needs_one {
        @Test
        void waits_for_it_and_says_why() {
            assertThat(obstacle(full(), none(full())))
                    .hasValueSatisfying(text ->
                            assertThat(text)
                                    .contains("DSA-2026-0001 needs")
                                    .contains(
                                            "(column Amount of brent/spend: Health; brent/spend: More"
                                                    + " than 1 million records)")
                                    .endsWith("write the assessment first"));
        }

        @Test
        void waits_for_it_to_be_finished() {
            assertThat(obstacle(full(), written(full(), content(full()))))
                    .hasValueSatisfying(text -> assertThat(text).contains("is not finished"));
        }

        @Test
        void can_be_activated_once_it_is() {
            assertThat(obstacle(full(), finished(full()))).isEmpty();
        }

        @Test
        void waits_again_when_its_terms_changed_since() {
            var wider = full().with(new Party(CAMDEN, "independent_controller", false, true));
            var finished = finished(full());
            assertThat(REVIEW.outOfDate(head(full()), finished)).isFalse();
            assertThat(REVIEW.outOfDate(head(wider), finished)).isTrue();
            assertThat(obstacle(wider, finished))
                    .hasValueSatisfying(text -> assertThat(text).contains("is out of date"));
        }

        @Test
        void waits_for_the_regulator_where_a_risk_remains_high() {
            assertThat(obstacle(full(), highRiskLeft(full())))
                    .hasValueSatisfying(text -> assertThat(text).contains("Article 36"));
            assertThat(obstacle(full(), highRiskLeft(full()).consulted(consultation("waiting"))))
                    .isPresent();
            assertThat(obstacle(full(), highRiskLeft(full()).consulted(consultation("advice"))))
                    .isEmpty();
        }

        @Test
        void cannot_go_ahead_when_the_regulator_says_no() {
            assertThat(obstacle(full(), highRiskLeft(full()).consulted(consultation("ban"))))
                    .hasValueSatisfying(text -> assertThat(text).contains("cannot go ahead"));
        }

        @Test
        void cannot_go_ahead_when_advice_against_it_was_accepted() {
            var against = written(full(), content(full())).advised(advice("disagrees"));
            assertThat(obstacle(full(), against.decided(decision("accepted", ""))))
                    .hasValueSatisfying(text -> assertThat(text).contains("advised against"));
            assertThat(obstacle(full(), against.decided(decision("overruled", "It saves lives."))))
                    .isEmpty();
        }
    }

    @Nested
    class An_agreement_that_needs_none {
        private final Terms condensed = anAgreement().terms().with(healthOnALargeScale());

        @Test
        void waits_for_nothing() {
            assertThat(obstacle(condensed, none(condensed))).isEmpty();
            var harmless = anAgreement().terms().with(holding("contact").ofExtent(Extent.FULL));
            assertThat(obstacle(harmless, none(harmless))).isEmpty();
        }

        @Test
        void waits_where_somebody_has_written_down_that_a_high_risk_remains() {
            var begun = written(condensed, Content.NONE.withRisks(List.of(HIGH)));
            assertThat(obstacle(condensed, begun)).isPresent();
            assertThat(obstacle(condensed, begun.consulted(consultation("advice")))).isEmpty();
            var harmless =
                    written(
                            condensed,
                            Content.NONE.withRisks(
                                    List.of(HIGH.treated(reduced("remote", "minimal")))));
            assertThat(obstacle(condensed, harmless)).isEmpty();
        }
    }

    @Nested
    class Signing_off {
        @Test
        void needs_advice_before_a_decision() {
            var bare = written(full(), content(full()));
            assertThatThrownBy(() -> bare.decided(decision("accepted", "")))
                    .isInstanceOf(WrongState.class)
                    .hasMessageContaining("record the advice first");
        }

        @Test
        void is_not_done_by_whoever_advised() {
            var advised = written(full(), content(full())).advised(advice("agrees"));
            assertThatThrownBy(() ->
                            advised.decided(new Decision(by(BRENT), "The owner", "accepted", "")))
                    .isInstanceOf(WrongState.class)
                    .hasMessageContaining("somebody else");
            assertThatThrownBy(() ->
                            advised.decided(
                                    new Decision(
                                            by(GLA), "data-protection officer", "accepted", "")))
                    .isInstanceOf(WrongState.class)
                    .hasMessageContaining("does not decide");
        }

        @Test
        void is_void_when_the_text_or_the_terms_change_and_stays_when_nothing_does() {
            var signed = highRiskLeft(full()).consulted(consultation("advice"));
            var looked = new Looked(1, TermsDigest.of(head(full())), by(GLA));

            var same = signed.written(signed.content(), looked);
            assertThat(same.decision()).isEqualTo(signed.decision());
            assertThat(same.consultation()).isEqualTo(signed.consultation());
            assertThat(same.revision()).isEqualTo(signed.revision() + 1);

            var rewritten = signed.written(content(full(), HIGH), looked);
            assertThat(rewritten.advice()).isNull();
            assertThat(rewritten.decision()).isNull();
            assertThat(rewritten.consultation()).isNull();

            var again = signed.written(signed.content(), new Looked(2, "0".repeat(64), by(GLA)));
            assertThat(again.advice()).isNull();
        }

        @Test
        void is_void_in_part_when_other_advice_is_given() {
            var advisedAgain = finished(full()).advised(advice("disagrees"));
            assertThat(advisedAgain.decision()).isNull();
        }
    }

    @Nested
    class Risks_to_think_of {
        @Test
        void are_offered_where_fields_of_the_agreement_suggest_them() {
            assertThat(REVIEW.hazards(full(), Content.NONE))
                    .anyMatch(text -> text.contains("health"))
                    .noneMatch(text -> text.contains("offence"));
        }

        @Test
        void are_not_offered_twice() {
            String hazard = REVIEW.hazards(full(), Content.NONE).getFirst();
            var taken =
                    Content.NONE.withRisks(
                            List.of(new Dpia.Risk(hazard, "remote", "minimal", null)));
            assertThat(REVIEW.hazards(full(), taken)).doesNotContain(hazard);
        }
    }
}
