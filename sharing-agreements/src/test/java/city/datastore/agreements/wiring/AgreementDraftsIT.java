package city.datastore.agreements.wiring;

import static city.datastore.agreements.AnAgreement.BRENT;
import static city.datastore.agreements.AnAgreement.CAMDEN;
import static city.datastore.agreements.AnAgreement.ENDS;
import static city.datastore.agreements.AnAgreement.GLA;
import static city.datastore.agreements.AnAgreement.HMO;
import static city.datastore.agreements.AnAgreement.MPS;
import static city.datastore.agreements.AnAgreement.SPEND;
import static city.datastore.agreements.AnAgreement.TODAY;
import static city.datastore.agreements.AnAgreement.anAgreement;
import static city.datastore.agreements.wiring.Room.caller;
import static city.datastore.agreements.wiring.Room.lead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.access.gate.RefusedException;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.ColumnScope;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.AgreementException;
import city.datastore.agreements.AgreementException.BadTerms;
import city.datastore.agreements.AgreementException.ChangedMeanwhile;
import city.datastore.agreements.AgreementException.WrongState;
import city.datastore.agreements.AgreementQuery;
import city.datastore.agreements.AnAgreement;
import city.datastore.agreements.Terms;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.pipeline.NotRecordedException;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** From the draft to the proposal, on the real PostgreSQL and behind the real gate. */
class AgreementDraftsIT extends AgreementsRoom {
    @Nested
    class A_draft {
        @Test
        void gets_a_reference_and_comes_back_exactly_as_it_was_written() {
            Terms terms =
                    anAgreement()
                            .under("public task", "(g)")
                            .byLaw("18", List.of("Children Act 2004 s.11"))
                            .terms();
            Agreement drafted = agreements().draft(BRENT_LEAD, terms).value();
            AgreementRef reference = drafted.head().reference();
            assertThat(reference.value()).matches("DSA-2026-[0-9]{4}");
            assertThat(drafted.head().version()).isEqualTo(1);
            assertThat(drafted.head().revision()).isEqualTo(1);
            assertThat(agreements().see(GLA_LEAD, reference).value()).isEqualTo(drafted);
            assertThat(drafted.head().terms().lawfulBasis().article6()).isEqualTo("6(1)(e)");
            assertThat(drafted.head().terms().lawfulBasis().article9()).isEqualTo("9(2)(g)");
        }

        @Test
        void is_on_the_record_twice_as_a_decision_and_as_a_change() {
            Recorded<Agreement> drafted = agreements().draft(BRENT_LEAD, anAgreement().terms());
            assertThat(room().decisions.last().action().name()).isEqualTo("agreement.draft");
            assertThat(room().decisions.last().outcome()).isInstanceOf(Outcome.Allowed.class);
            var change = room().changes.last();
            assertThat(change.id()).isEqualTo(drafted.event());
            assertThat(change.outcome()).isInstanceOf(Outcome.Done.class);
            assertThat(change.about().agreement()).isEqualTo(drafted.value().head().reference());
            assertThat(change.about().agreementVersion()).isEqualTo(1);
            assertThat(change.actor().username()).isEqualTo("brent.ig-lead");
        }

        @Test
        void is_refused_to_somebody_who_is_no_lead_of_a_party_and_that_is_on_the_record() {
            for (Caller caller : List.of(lead(CAMDEN), caller(BRENT, Role.OFFICER))) {
                assertThatThrownBy(() -> agreements().draft(caller, anAgreement().terms()))
                        .isInstanceOf(RefusedException.class);
                assertThat(room().decisions.last().outcome()).isInstanceOf(Outcome.Refused.class);
            }
        }

        @Test
        void with_faults_is_refused_with_all_of_them_and_takes_no_number() {
            int before = newest();
            var bad = anAgreement().titled(" ").from(ENDS, ENDS).terms();
            assertThatThrownBy(() -> agreements().draft(BRENT_LEAD, bad))
                    .isInstanceOfSatisfying(
                            BadTerms.class,
                            e ->
                                    assertThat(e.faults())
                                            .extracting(AgreementException.Fault::field)
                                            .containsExactly("title", "ends"));
            assertThat(newest()).isEqualTo(before);
        }

        @Test
        void whose_event_cannot_be_added_leaves_nothing_behind_and_no_gap() {
            drafted(anAgreement());
            int before = newest();
            room().changes.broken = true;
            assertThatThrownBy(() -> drafted(anAgreement()))
                    .isInstanceOf(NotRecordedException.class);
            room().changes.broken = false;
            assertThat(newest()).isEqualTo(before);
            drafted(anAgreement());
            assertThat(newest()).isEqualTo(before + 1);
        }

        @Test
        void that_cannot_be_decided_on_record_is_not_written() {
            int before = newest();
            room().decisions.broken = true;
            assertThatThrownBy(() -> drafted(anAgreement()))
                    .isInstanceOf(NotRecordedException.class);
            assertThat(newest()).isEqualTo(before);
        }

        @Test
        void takes_other_terms_from_whoever_read_the_last_revision() {
            AgreementRef reference = drafted(anAgreement());
            Terms other = anAgreement().titled("Another title").between(BRENT, GLA, MPS).terms();
            Agreement edited = agreements().edit(GLA_LEAD, reference, 1, other).value();
            assertThat(edited.head().revision()).isEqualTo(2);
            assertThat(edited.head().version()).isEqualTo(1);
            assertThat(agreements().see(MPS_LEAD, reference).value().head().terms())
                    .isEqualTo(other);
            assertThatThrownBy(() -> agreements().edit(BRENT_LEAD, reference, 1, other))
                    .isInstanceOf(ChangedMeanwhile.class)
                    .hasMessageContaining("revision 2");
        }

        @Test
        void keeps_its_drafter_and_its_editor_as_parties() {
            AgreementRef reference = drafted(anAgreement());
            Terms without =
                    anAgreement()
                            .between(CAMDEN, GLA)
                            .on(new Terms.Scope(HMO, ColumnScope.ALL))
                            .terms();
            assertThatThrownBy(() -> agreements().edit(GLA_LEAD, reference, 1, without))
                    .isInstanceOf(BadTerms.class)
                    .hasMessageStartingWith("brent is not a party");
        }

        @Test
        void cannot_be_proposed_once_a_dataset_it_names_has_gone() {
            AgreementRef reference = drafted(anAgreement());
            room().city.forget(SPEND);
            assertThatThrownBy(() -> agreements().propose(BRENT_LEAD, reference, null))
                    .isInstanceOf(BadTerms.class)
                    .hasMessage("there is no dataset brent/spend");
            assertThat(state(reference)).isEqualTo("draft");
        }

        private int newest() {
            List<Agreement> found =
                    room().register().search(AgreementQuery.ANY, null, TODAY, null, 1);
            return found.isEmpty()
                    ? 0
                    : Integer.parseInt(found.getFirst().head().reference().value().substring(9));
        }
    }

    @Nested
    class A_proposed_agreement {
        @Test
        void becomes_active_when_one_that_gives_and_one_that_receives_have_approved() {
            AgreementRef reference = proposed(twoGive());
            assertThat(agreements().approve(MPS_LEAD, reference, "fine", null).value().state())
                    .isEqualTo("proposed");
            Agreement active = agreements().approve(GLA_LEAD, reference, "fine", null).value();
            assertThat(active).isInstanceOf(Agreement.Active.class);
            assertThat(agreements().see(BRENT_LEAD, reference).value()).isEqualTo(active);
            assertThat(((Agreement.Active) active).signatures())
                    .extracting(Agreement.Signature::agency)
                    .containsExactly(BRENT, MPS, GLA);
        }

        @Test
        void is_not_approved_by_the_agency_that_proposed_it() {
            AgreementRef reference = proposed(anAgreement());
            assertThatThrownBy(() -> agreements().approve(BRENT_LEAD, reference, "", null))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            e ->
                                    assertThat(e.judgement().missing().getFirst().code())
                                            .isEqualTo("own-proposal"));
            assertThat(state(reference)).isEqualTo("proposed");
        }

        @Test
        void is_not_approved_twice_by_the_same_party() {
            AgreementRef reference = proposed(twoGive());
            agreements().approve(MPS_LEAD, reference, "", null);
            assertThatThrownBy(() -> agreements().approve(MPS_LEAD, reference, "", null))
                    .isInstanceOf(WrongState.class);
        }

        @Test
        void sent_back_is_a_draft_again_and_needs_every_signature_anew() {
            AgreementRef reference = proposed(twoGive());
            agreements().approve(MPS_LEAD, reference, "", null);
            Agreement draft = agreements().sendBack(GLA_LEAD, reference, "which years?").value();
            assertThat(draft.state()).isEqualTo("draft");
            assertThat(draft.head().version()).isEqualTo(1);
            agreements().propose(MPS_LEAD, reference, null);
            var proposed = (Agreement.Proposed) agreements().see(GLA_LEAD, reference).value();
            assertThat(proposed.waitingFor()).containsExactly(BRENT, GLA);
            assertThat(agreements().approve(GLA_LEAD, reference, "", null).value().state())
                    .isEqualTo("active");
            var all =
                    (Agreement.Active)
                            agreements().approve(BRENT_LEAD, reference, "", null).value();
            assertThat(all.waitingFor()).isEmpty();
        }

        @Test
        void cannot_be_edited() {
            AgreementRef reference = proposed(anAgreement());
            assertThatThrownBy(
                            () -> agreements().edit(GLA_LEAD, reference, 2, anAgreement().terms()))
                    .isInstanceOf(WrongState.class)
                    .hasMessage(reference + " is proposed; only a draft can be edited");
        }

        @Test
        void tells_each_party_what_waits_for_it() {
            AgreementRef reference = proposed(twoGive());
            assertThat(waiting(GLA_LEAD)).contains(reference);
            assertThat(waiting(BRENT_LEAD)).doesNotContain(reference);
            agreements().approve(GLA_LEAD, reference, "", null);
            assertThat(waiting(GLA_LEAD)).doesNotContain(reference);
            assertThat(waiting(MPS_LEAD)).contains(reference);
            assertThat(waiting(caller(MPS, Role.OFFICER))).isEmpty();
        }

        private AnAgreement twoGive() {
            return anAgreement()
                    .between(
                            new Terms.Party(BRENT, "", true, false),
                            new Terms.Party(GLA, "", false, true),
                            new Terms.Party(MPS, "", true, false));
        }

        private List<AgreementRef> waiting(Caller caller) {
            return references(lists().waitingForApproval(caller));
        }
    }

    @Nested
    class A_draft_of_an_agency {
        @Test
        void is_found_by_its_leads_behind_newer_ones_of_others_that_name_the_agency() {
            var terms = anAgreement().terms();
            var own = agreements().draft(BRENT_LEAD, terms).value().head().reference();
            agreements().draft(GLA_LEAD, terms);
            agreements().draft(GLA_LEAD, terms);

            assertThat(lists().drafts(BRENT_LEAD, 1))
                    .extracting(each -> each.head().reference())
                    .containsExactly(own);
        }
    }
}
