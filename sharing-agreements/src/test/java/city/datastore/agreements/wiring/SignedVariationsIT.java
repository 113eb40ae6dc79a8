package city.datastore.agreements.wiring;

import static city.datastore.agreements.AnAgreement.ENDS;
import static city.datastore.agreements.AnAgreement.GLA;
import static city.datastore.agreements.AnAgreement.MPS;
import static city.datastore.agreements.AnAgreement.REVIEW;
import static city.datastore.agreements.wiring.Room.caller;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.Agreement.Signature;
import city.datastore.agreements.Move;
import city.datastore.agreements.Step;
import city.datastore.agreements.Terms;
import city.datastore.audit.names.AgreementRef;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What comes of a next version that all have signed. */
class SignedVariationsIT extends VariationsRoom {
    @Nested
    class A_next_version_that_all_have_signed {
        private final AgreementRef reference = ofFour();

        /** Proposed by Brent and signed by the leads of the other parties. */
        private void signedByAllBut(Caller... others) {
            signing().propose(BRENT_LEAD, reference, null);
            List.of(CAMDEN_LEAD, GLA_LEAD, MPS_LEAD).stream()
                    .filter(lead -> !List.of(others).contains(lead))
                    .forEach(lead -> signing().approve(lead, reference, "", null));
        }

        private Terms until(Instant ends) {
            Terms terms = terms(reference);
            return new Terms(
                    "Another title",
                    terms.parties(),
                    terms.datasets(),
                    terms.purposes(),
                    terms.actions(),
                    terms.lawfulBasis(),
                    terms.starts(),
                    ends,
                    terms.reviewDue(),
                    terms.particulars());
        }

        @Test
        void is_in_force_once_the_agreement_is_resumed() {
            begun(reference, until(ENDS));
            agreements().suspend(GLA_LEAD, reference, "a breach");
            signedByAllBut();
            assertThat(state(reference)).isEqualTo("suspended");

            var resumed = agreements().resume(GLA_LEAD, reference);

            assertThat(resumed.value().head().version()).isEqualTo(2);
            assertThat(seen(reference)).isEqualTo(resumed.value());
            assertThat(room().changes.last().id()).isEqualTo(resumed.event());
            assertThat(variations().glance(reference)).isEmpty();
            assertThat(agreements().history(GLA_LEAD, reference).value())
                    .extracting(Step::what)
                    .endsWith("resumed", "adopted");
        }

        @Test
        void is_foreseen_by_whoever_would_resume_the_agreement_or_leave_it() {
            begun(reference, until(ENDS));
            signedByAllBut(MPS_LEAD);

            assertThat(foreseen(MPS_LEAD, Move.Leave::new).head().version()).isEqualTo(2);
            assertThat(foreseen(CAMDEN_LEAD, Move.Leave::new).head().version()).isEqualTo(1);

            agreements().suspend(GLA_LEAD, reference, "a breach");
            assertThat(foreseen(MPS_LEAD, Move.Leave::new).head().version()).isEqualTo(1);
            assertThat(foreseen(GLA_LEAD, Move.Resume::new).head().version()).isEqualTo(1);

            signing().approve(MPS_LEAD, reference, "", null);
            var resumed = foreseen(GLA_LEAD, Move.Resume::new);
            assertThat(resumed.head().version()).isEqualTo(2);
            assertThat(resumed.head().terms().title()).isEqualTo("Another title");
            assertThat(state(reference)).isEqualTo("suspended");
            assertThat(variations().glance(reference)).isPresent();
        }

        @Test
        void is_not_foreseen_by_whoever_may_see_it_and_not_make_the_move() {
            begun(reference, until(ENDS));
            signedByAllBut(MPS_LEAD);
            var officer = caller(MPS, Role.OFFICER);
            Agreement now = agreements().see(officer, reference).value();

            assertThat(agreements().foresee(officer, now, Move.Leave::new)).isEmpty();
            assertThat(agreements().foresee(MPS_LEAD, now, Move.Leave::new)).isPresent();
        }

        private Agreement foreseen(Caller caller, Function<Signature, Move> move) {
            Agreement now = agreements().see(caller, reference).value();
            return agreements().foresee(caller, now, move).orElseThrow();
        }

        @Test
        void is_in_force_once_the_one_it_waited_for_has_left() {
            begun(reference, until(ENDS));
            signedByAllBut(MPS_LEAD);
            assertThat(seen(reference).head().version()).isEqualTo(1);

            var left = agreements().leave(MPS_LEAD, reference, "no need").value();

            assertThat(left.head().version()).isEqualTo(2);
            assertThat(seen(reference)).isEqualTo(left);
            assertThat(seen(reference).hasSigned(MPS)).isFalse();
            assertThat(room().permits().permit(reference).orElseThrow().receivers())
                    .containsExactly(GLA);
        }

        @Test
        void stays_out_of_force_where_its_end_has_passed_meanwhile() {
            begun(reference, until(REVIEW));
            agreements().suspend(GLA_LEAD, reference, "a breach");
            signedByAllBut();
            room().clock.turnTo(REVIEW);

            var resumed = agreements().resume(GLA_LEAD, reference).value();

            assertThat(resumed.head().version()).isEqualTo(1);
            assertThat(state(reference)).isEqualTo("active");
            assertThat(variations().glance(reference)).isPresent();
        }
    }
}
