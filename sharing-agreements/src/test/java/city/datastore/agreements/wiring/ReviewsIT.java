package city.datastore.agreements.wiring;

import static city.datastore.agreements.AnAgreement.BRENT;
import static city.datastore.agreements.AnAgreement.CAMDEN;
import static city.datastore.agreements.AnAgreement.ENDS;
import static city.datastore.agreements.AnAgreement.GLA;
import static city.datastore.agreements.AnAgreement.MPS;
import static city.datastore.agreements.AnAgreement.REVIEW;
import static city.datastore.agreements.AnAgreement.STARTS;
import static city.datastore.agreements.AnAgreement.anAgreement;
import static city.datastore.agreements.wiring.Room.lead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import city.datastore.access.gate.RefusedException;
import city.datastore.access.identity.Role;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.AgreementException.BadTerms;
import city.datastore.agreements.AgreementException.WrongAgency;
import city.datastore.agreements.AgreementException.WrongState;
import city.datastore.agreements.AnAgreement;
import city.datastore.agreements.Reviews;
import city.datastore.agreements.Terms;
import city.datastore.agreements.TermsDigest;
import city.datastore.agreements.VariationSigning;
import city.datastore.agreements.Variations;
import city.datastore.agreements.reminders.ReminderState;
import city.datastore.agreements.reminders.Reminders;
import city.datastore.agreements.reviews.Period;
import city.datastore.agreements.reviews.Review;
import city.datastore.agreements.reviews.ReviewOutcome;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Reviews in the real PostgreSQL; the clock is turned by hand. */
class ReviewsIT extends OpenRoom {
    private static final Period WINTER =
            new Period(LocalDate.of(2026, 12, 1), LocalDate.of(2027, 5, 11));

    /** Three weeks before the review is due. */
    private static final Instant THEN = REVIEW.minus(Duration.ofDays(21));

    /** As long after then as the parties signed for. */
    private static final Instant LATEST = THEN.plus(Duration.between(STARTS, REVIEW));

    private static Reviews reviews() {
        return room().bean(Reviews.class);
    }

    private static AgreementRef active(AnAgreement agreement) {
        var agreements = room().agreements();
        var reference = agreements.draft(lead(BRENT), agreement.terms()).value().head().reference();
        var _ = agreements.propose(lead(BRENT), reference, null);
        var _ = agreements.approve(lead(GLA), reference, "", null);
        room().clock.turnTo(THEN);
        return reference;
    }

    private static Agreement concluded(
            AgencyCode by, AgreementRef reference, ReviewOutcome outcome, @Nullable Instant next) {
        return reviews()
                .conclude(lead(by), reference, (_, _) -> WINTER, outcome, next, "We looked.")
                .value();
    }

    private static Agreement renewed(AgreementRef reference) {
        return concluded(GLA, reference, ReviewOutcome.RENEWED, LATEST);
    }

    private static Agreement found(AgreementRef reference) {
        return room().register().find(reference).orElseThrow();
    }

    @Nested
    class A_review {
        @Test
        void says_when_the_next_one_is_due_and_leaves_what_was_signed_as_it_is() {
            var reference = active(anAgreement());
            var before = found(reference);
            var after = renewed(reference);
            assertThat(after.head().reviewDue()).isEqualTo(LATEST);
            assertThat(found(reference)).isEqualTo(after);
            assertThat(after.head().terms()).isEqualTo(before.head().terms());
            assertThat(TermsDigest.of(after.head())).isEqualTo(TermsDigest.of(before.head()));
            assertThat(after.head().version()).isEqualTo(1);
        }

        @Test
        void is_kept_and_on_the_record_and_in_the_history() {
            var reference = active(anAgreement());
            room().changes.events.clear();
            renewed(reference);
            concluded(BRENT, reference, ReviewOutcome.ENDED, null);
            assertThat(reviews().of(reference))
                    .extracting(Review::number, Review::outcome, Review::nextDue)
                    .containsExactly(
                            tuple(2, ReviewOutcome.ENDED, ENDS),
                            tuple(1, ReviewOutcome.RENEWED, LATEST));
            assertThat(reviews().of(reference).getLast().by().comment()).isEqualTo("We looked.");
            assertThat(reviews().of(reference).getLast().period()).isEqualTo(WINTER);
            assertThat(room().changes.events)
                    .extracting(event -> event.action().name())
                    .containsExactly("agreement.review", "agreement.review");
            var steps = room().register().history(reference);
            assertThat(steps.getLast().what()).isEqualTo("reviewed");
            assertThat(steps.getLast().about()).isEqualTo("ended");
        }

        @Test
        void can_be_made_of_a_suspended_agreement_and_stays_when_it_is_resumed() {
            var reference = active(anAgreement());
            var _ = room().agreements().suspend(lead(BRENT), reference, "A breach.");
            assertThat(renewed(reference).state()).isEqualTo("suspended");
            var resumed = room().agreements().resume(lead(BRENT), reference).value();
            assertThat(resumed.head().reviewDue()).isEqualTo(LATEST);
            assertThat(found(reference).head().reviewDue()).isEqualTo(LATEST);
        }
    }

    @Nested
    class The_next_date {
        @Test
        void is_after_today_not_past_the_end_and_no_further_than_was_signed_for() {
            var reference = active(anAgreement());
            for (Instant wrong :
                    List.of(THEN, THEN.minusSeconds(1), LATEST.plusMillis(1), ENDS.plusMillis(1))) {
                assertThatThrownBy(() -> concluded(GLA, reference, ReviewOutcome.RENEWED, wrong))
                        .isInstanceOfSatisfying(
                                BadTerms.class,
                                e ->
                                        assertThat(e.faults().getFirst().message())
                                                .containsPattern("[0-9]+ [A-Z][a-z]+ 20[0-9]{2}")
                                                .doesNotContainPattern("[0-9]T[0-9]"));
            }
            assertThatThrownBy(() -> concluded(GLA, reference, ReviewOutcome.NARROWED, null))
                    .isInstanceOf(BadTerms.class);
            assertThatThrownBy(() -> concluded(GLA, reference, ReviewOutcome.ENDED, LATEST))
                    .isInstanceOf(BadTerms.class);
            assertThat(found(reference).head().reviewDue()).isEqualTo(REVIEW);
        }

        @Test
        void stays_when_another_agency_is_invited() {
            var reference = active(anAgreement());
            renewed(reference);
            var _ =
                    room().invitations()
                            .invite(
                                    lead(BRENT),
                                    reference,
                                    new Terms.Party(CAMDEN, "independent_controller", false, true));
            assertThat(found(reference).head().reviewDue()).isEqualTo(LATEST);
        }

        @Test
        void stays_in_a_next_version_that_says_nothing_about_it_and_goes_with_one_that_does() {
            var reference = active(anAgreement());
            renewed(reference);
            adopted(reference, anAgreement().titled("Another title"));
            assertThat(found(reference).head().reviewDue()).isEqualTo(LATEST);
            adopted(reference, anAgreement().reviewedBy(ENDS.minus(Duration.ofDays(1))));
            assertThat(found(reference).head().reviewDue())
                    .isEqualTo(ENDS.minus(Duration.ofDays(1)));
        }

        private void adopted(AgreementRef reference, AnAgreement next) {
            var variations = room().bean(Variations.class);
            var signing = room().bean(VariationSigning.class);
            long revision = variations.begin(lead(BRENT), reference).value().head().revision();
            var _ = variations.edit(lead(BRENT), reference, revision, next.terms());
            var _ = signing.propose(lead(BRENT), reference, null);
            var _ = signing.approve(lead(GLA), reference, "", null);
        }
    }

    @Nested
    class Letters_about_a_review_that_was_made {
        @Test
        void are_dropped_and_new_ones_go_by_the_new_date() {
            var reference = active(anAgreement());
            var reminders = room().bean(Reminders.class);
            assertThat(reminders.sweep()).isEqualTo(2);
            renewed(reference);
            assertThat(reminders.sweep()).isZero();
            assertThat(reminders.of(reference))
                    .allSatisfy(letter -> assertThat(letter.key().due()).isEqualTo(REVIEW))
                    .allSatisfy(letter ->
                            assertThat(letter.state()).isInstanceOf(ReminderState.Waiting.class));
            room().clock.turnTo(LATEST.minus(Duration.ofDays(90)));
            assertThat(reminders.sweep()).isEqualTo(2);
            assertThat(reminders.of(reference).getFirst().key().due()).isEqualTo(LATEST);
            assertThat(reminders.calendar(found(reference)))
                    .contains(
                            "DTSTART;VALUE=DATE:"
                                    + LATEST.toString().substring(0, 10).replace("-", ""));
        }

        @Test
        void are_none_once_it_is_to_end() {
            var reference = active(anAgreement());
            concluded(GLA, reference, ReviewOutcome.ENDED, null);
            assertThat(room().bean(Reminders.class).sweep()).isZero();
        }
    }

    @Nested
    class Nobody_reviews {
        @Test
        void what_is_not_in_force() {
            var draft =
                    room().agreements()
                            .draft(lead(BRENT), anAgreement().terms())
                            .value()
                            .head()
                            .reference();
            assertThatThrownBy(() -> concluded(BRENT, draft, ReviewOutcome.RENEWED, LATEST))
                    .isInstanceOf(WrongState.class);
            assertThatThrownBy(() -> reviews().look(lead(BRENT), draft))
                    .isInstanceOf(WrongState.class);
        }

        @Test
        void as_an_outsider_or_without_being_a_lead() {
            var reference = active(anAgreement());
            assertThatThrownBy(() -> concluded(MPS, reference, ReviewOutcome.RENEWED, LATEST))
                    .isInstanceOf(RefusedException.class);
            assertThatThrownBy(() -> reviews().look(lead(MPS), reference))
                    .isInstanceOf(RefusedException.class);
            assertThatThrownBy(() -> reviews().look(Room.caller(GLA, Role.OFFICER), reference))
                    .isInstanceOf(RefusedException.class);
            assertThat(reviews().look(Room.caller(GLA, Role.AUDITOR), reference).value().head())
                    .isEqualTo(found(reference).head());
        }

        @Test
        void for_a_party_that_has_not_signed_and_the_refusal_is_on_the_record() {
            var reference = active(anAgreement().between(BRENT, GLA, MPS));
            room().changes.events.clear();
            assertThatThrownBy(() -> concluded(MPS, reference, ReviewOutcome.RENEWED, LATEST))
                    .isInstanceOf(WrongAgency.class);
            assertThat(room().changes.events)
                    .extracting(AuditEvent::outcome)
                    .allSatisfy(outcome -> assertThat(outcome.toString()).contains("wrong-agency"));
        }
    }
}
