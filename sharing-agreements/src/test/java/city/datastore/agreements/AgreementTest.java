package city.datastore.agreements;

import static city.datastore.agreements.AnAgreement.BRENT;
import static city.datastore.agreements.AnAgreement.CAMDEN;
import static city.datastore.agreements.AnAgreement.ENDS;
import static city.datastore.agreements.AnAgreement.GLA;
import static city.datastore.agreements.AnAgreement.MPS;
import static city.datastore.agreements.AnAgreement.TODAY;
import static city.datastore.agreements.AnAgreement.anAgreement;
import static city.datastore.agreements.AnAgreement.by;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.agreements.Agreement.Active;
import city.datastore.agreements.Agreement.Draft;
import city.datastore.agreements.Agreement.Expired;
import city.datastore.agreements.Agreement.Offered;
import city.datastore.agreements.Agreement.Proposed;
import city.datastore.agreements.Agreement.Signature;
import city.datastore.agreements.AgreementException.OwnProposal;
import city.datastore.agreements.AgreementException.WrongAgency;
import city.datastore.agreements.AgreementException.WrongSigner;
import city.datastore.agreements.AgreementException.WrongState;
import city.datastore.agreements.Terms.Party;
import city.datastore.audit.calendar.UkTime;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.PersonId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class AgreementTest {

    @Nested
    class A_draft {
        private final Draft draft = anAgreement().draft();

        @Test
        void takes_other_terms_and_counts_the_change() {
            var terms = anAgreement().titled("Another title").terms();
            Draft edited = draft.edit(by(GLA), terms);
            assertThat(edited.head().terms()).isEqualTo(terms);
            assertThat(edited.head().revision()).isEqualTo(draft.head().revision() + 1);
            assertThat(edited.head().version()).isEqualTo(draft.head().version());
        }

        @Test
        void can_be_proposed_by_either_party_which_has_thereby_approved() {
            Proposed proposed = draft.propose(by(GLA), Set.of());
            assertThat(proposed.hasSigned(GLA)).isTrue();
            assertThat(proposed.waitingFor()).containsExactly(BRENT);
        }

        @Test
        void cannot_be_proposed_after_its_end() {
            assertThatThrownBy(() -> draft.propose(by(BRENT, ENDS, ""), Set.of()))
                    .isInstanceOf(WrongState.class)
                    .hasMessageContaining("which has passed");
        }
    }

    @Nested
    class An_agreement_that_takes_sign_offs {
        private final Proposed proposed = anAgreement().draft().propose(by(BRENT), Set.of("siro"));

        private Signature holder(AgencyCode agency, String office) {
            return new Signature(
                    agency,
                    new PersonId(office + "-of-" + agency),
                    agency + "." + office,
                    TODAY,
                    "");
        }

        @Test
        void is_in_force_only_when_every_office_of_a_pair_has_signed() {
            Offered byLeads = proposed.approve(by(GLA));
            assertThat(byLeads.state()).isEqualTo("proposed");
            assertThat(byLeads.waitingFor()).containsExactlyInAnyOrder(BRENT, GLA);
            assertThat(byLeads.signatories().missing(GLA)).containsExactly("siro");

            var half = ((Proposed) byLeads).signOff(holder(BRENT, "siro"), "siro");
            assertThat(half.state()).isEqualTo("proposed");
            var whole = ((Proposed) half).signOff(holder(GLA, "siro"), "siro");
            assertThat(whole.state()).isEqualTo("active");
            assertThat(whole.hasSigned(BRENT)).isTrue();
        }

        @Test
        void may_be_signed_off_before_the_lead_signs() {
            var first = (Proposed) proposed.signOff(holder(BRENT, "siro"), "siro");
            var second = (Proposed) first.signOff(holder(GLA, "siro"), "siro");
            assertThat(second.approve(by(GLA)).state()).isEqualTo("active");
        }

        @Test
        void is_signed_by_nobody_in_two_offices() {
            assertThatThrownBy(() -> proposed.signOff(by(BRENT), "siro"))
                    .isInstanceOf(WrongSigner.class)
                    .hasMessageContaining("two offices");
            var first = (Proposed) proposed.signOff(by(GLA), "siro");
            assertThatThrownBy(() -> first.approve(by(GLA))).isInstanceOf(WrongSigner.class);
        }

        @Test
        void is_signed_by_nobody_for_two_parties() {
            var moved = new Signature(GLA, by(BRENT).person(), "brent.ig", TODAY, "");
            for (Executable signs :
                    List.<Executable>of(
                            () -> proposed.approve(moved), () -> proposed.signOff(moved, "siro"))) {
                assertThatThrownBy(signs::execute)
                        .isInstanceOfSatisfying(
                                WrongSigner.class,
                                e -> assertThat(e.code()).isEqualTo("own-signature"))
                        .hasMessageContaining("for brent already; nobody signs for two parties");
            }
        }

        @Test
        void is_signed_off_once_by_each_office_and_by_no_other() {
            var first = (Proposed) proposed.signOff(holder(BRENT, "siro"), "siro");
            assertThatThrownBy(() -> first.signOff(holder(BRENT, "siro"), "siro"))
                    .isInstanceOf(WrongState.class)
                    .hasMessageContaining("already signed off");
            assertThatThrownBy(() -> first.signOff(holder(GLA, "x"), "caldicott-guardian"))
                    .isInstanceOf(WrongState.class)
                    .hasMessageContaining("does not take");
        }

        @Test
        void is_not_signed_off_after_its_end() {
            var late = new Signature(GLA, new PersonId("siro-of-gla"), "gla.siro", ENDS, "");
            assertThatThrownBy(() -> proposed.signOff(late, "siro"))
                    .isInstanceOf(WrongState.class)
                    .hasMessageContaining("which has passed");
        }

        @Test
        void takes_advice_that_stands_for_no_signature() {
            var advised = proposed.signOff(holder(GLA, "dpo"), Offices.ADVISER);
            assertThat(advised.signatories().missing(GLA)).containsExactly("ig-lead", "siro");
        }

        @Test
        void forgets_its_sign_offs_when_it_is_returned() {
            var first = (Proposed) proposed.signOff(holder(BRENT, "siro"), "siro");
            var again = first.sendBack(by(GLA)).propose(by(BRENT), Set.of("siro"));
            assertThat(again.signatories().missing(BRENT)).containsExactly("siro");
        }
    }

    @Nested
    class A_proposed_agreement {
        private final Proposed proposed =
                anAgreement()
                        .between(
                                new Party(BRENT, "", true, false),
                                new Party(MPS, "", true, false),
                                new Party(GLA, "", false, true))
                        .draft()
                        .propose(by(BRENT), Set.of());

        @Test
        void cannot_be_approved_by_the_agency_that_proposed_it() {
            assertThatThrownBy(() -> proposed.approve(by(BRENT)))
                    .isInstanceOf(OwnProposal.class)
                    .hasMessageContaining("brent proposed DSA-2026-0001");
        }

        @Test
        void waits_until_one_that_gives_and_one_that_receives_have_approved() {
            Agreement half = proposed.approve(by(MPS));
            assertThat(half).isInstanceOf(Proposed.class);
            assertThat(((Proposed) half).waitingFor()).containsExactly(GLA);
        }

        @Test
        void is_active_with_the_approval_that_makes_a_pair_and_carries_every_signature() {
            Agreement half = proposed.approve(by(MPS));
            Agreement whole = ((Proposed) half).approve(by(GLA));
            assertThat(whole).isInstanceOf(Active.class);
            assertThat(((Active) whole).signatures())
                    .extracting(Agreement.Signature::agency)
                    .containsExactly(BRENT, MPS, GLA);
            assertThat(whole.head().revision()).isEqualTo(proposed.head().revision() + 2);
        }

        @Test
        void takes_each_party_s_approval_once() {
            Proposed half = (Proposed) proposed.approve(by(MPS));
            assertThatThrownBy(() -> half.approve(by(MPS)))
                    .isInstanceOf(WrongState.class)
                    .hasMessage("mps has already approved DSA-2026-0001");
        }

        @Test
        void cannot_be_approved_once_its_end_has_come() {
            assertThatThrownBy(() -> proposed.approve(by(GLA, ENDS, "")))
                    .isInstanceOf(WrongState.class)
                    .hasMessageContaining("send it back and change its dates");
        }

        @Test
        void loses_every_signature_when_it_is_sent_back() {
            Proposed half = (Proposed) proposed.approve(by(MPS));
            Draft draft = half.sendBack(by(GLA));
            assertThat(draft.head().version()).isEqualTo(half.head().version());
            assertThat(draft.head().revision()).isEqualTo(half.head().revision() + 1);
            assertThat(draft.propose(by(BRENT), Set.of()).waitingFor()).containsExactly(MPS, GLA);
        }
    }

    @Nested
    class An_active_agreement {
        private final Active active = anAgreement().active();

        @Test
        void is_still_active_one_moment_before_its_end_and_expired_at_it() {
            assertThat(active.asOf(ENDS.minusMillis(1)).state()).isEqualTo("active");
            assertThat(active.asOf(ENDS)).isInstanceOf(Expired.class);
        }

        @Test
        void is_said_to_expire_in_its_last_ninety_days_and_not_before_or_after() {
            assertThat(active.expiringAt(ENDS.minus(Agreement.EXPIRING).minusMillis(1))).isFalse();
            assertThat(active.expiringAt(ENDS.minus(Agreement.EXPIRING))).isTrue();
            assertThat(active.expiringAt(ENDS.minusMillis(1))).isTrue();
            assertThat(active.expiringAt(ENDS)).isFalse();
            assertThat(anAgreement().terminated().expiringAt(ENDS.minusMillis(1))).isFalse();
        }

        @Test
        void can_be_suspended_and_terminated_by_any_party() {
            assertThat(active.suspend(by(GLA, TODAY, "a breach")).stop().reason())
                    .isEqualTo("a breach");
            assertThat(active.terminate(by(BRENT, TODAY, "done")).stop().agency()).isEqualTo(BRENT);
        }
    }

    @Nested
    class An_active_agreement_of_many_parties {
        private final Active active =
                (Active) anAgreement().between(BRENT, GLA, MPS).approvedByAllButTheLast();

        @Test
        void waits_for_the_others_and_takes_each_of_them_in_as_it_signs() {
            assertThat(active.waitingFor()).containsExactly(MPS);
            Active all = active.approve(by(MPS));
            assertThat(all.waitingFor()).isEmpty();
            assertThat(all.hasSigned(MPS)).isTrue();
            assertThatThrownBy(() -> all.approve(by(MPS))).isInstanceOf(WrongState.class);
        }

        @Test
        void is_not_stopped_by_a_party_that_has_not_signed() {
            assertThatThrownBy(() -> active.suspend(by(MPS)))
                    .isInstanceOf(WrongAgency.class)
                    .hasMessageStartingWith("mps has not signed DSA-2026-0001 yet");
            assertThatThrownBy(() -> active.terminate(by(MPS))).isInstanceOf(WrongAgency.class);
        }

        @Test
        void goes_on_when_a_waiting_party_declines() {
            var after = active.leave(by(MPS, TODAY, "no need"));
            assertThat(after).isInstanceOf(Active.class);
            assertThat(after.waitingFor()).isEmpty();
            assertThat(after.signatories().departure(MPS).orElseThrow().reason())
                    .isEqualTo("no need");
        }

        @Test
        void goes_on_without_a_party_that_leaves_while_a_pair_is_left() {
            var after = active.approve(by(MPS)).leave(by(GLA, TODAY, "no need"));
            assertThat(after.state()).isEqualTo("active");
            assertThat(after.hasSigned(GLA)).isFalse();
            assertThatThrownBy(() -> new Move.Suspend(by(GLA)).on(after))
                    .isInstanceOf(WrongAgency.class)
                    .hasMessageStartingWith("gla has left DSA-2026-0001");
        }

        @Test
        void is_over_when_nobody_is_left_to_give() {
            var after = active.leave(by(BRENT, TODAY, "the data has gone"));
            assertThat(after)
                    .isInstanceOfSatisfying(
                            Agreement.Terminated.class,
                            ended ->
                                    assertThat(ended.stop().reason())
                                            .isEqualTo("the data has gone"));
        }

        @Test
        void reminds_a_waiting_party_once_a_day() {
            Active once = active.nudge(by(BRENT), MPS);
            assertThat(once.signatories().nudged(MPS)).contains(TODAY);
            var later = TODAY.plus(Signatories.BETWEEN_NUDGES);
            assertThatThrownBy(() -> once.nudge(by(GLA, later.minusMillis(1), ""), MPS))
                    .isInstanceOf(WrongState.class)
                    .hasMessageContaining("it can be reminded again from " + UkTime.time(later));
            assertThat(once.nudge(by(GLA, later, ""), MPS).signatories().nudges()).hasSize(1);
            assertThatThrownBy(() -> active.nudge(by(BRENT), GLA))
                    .isInstanceOf(WrongState.class)
                    .hasMessageContaining("does not wait for gla");
        }

        @Test
        void reminds_no_party_in_its_own_name() {
            assertThatThrownBy(() -> active.nudge(by(MPS), MPS))
                    .isInstanceOf(WrongState.class)
                    .hasMessageStartingWith("mps is not reminded by itself");
        }

        @Test
        void takes_in_an_agency_that_a_giving_party_invites_once_it_has_signed() {
            var party = new Party(CAMDEN, "", false, true);
            Terms wider = active.head().terms().with(party);
            Active invited = active.invite(by(BRENT), CAMDEN, wider);
            assertThat(invited.waitingFor()).containsExactly(MPS, CAMDEN);
            assertThat(invited.head().version()).isEqualTo(1);
            assertThat(invited.hasSigned(GLA)).isTrue();
            assertThat(invited.approve(by(CAMDEN)).hasSigned(CAMDEN)).isTrue();
            assertThatThrownBy(() -> active.invite(by(GLA), CAMDEN, wider))
                    .isInstanceOf(WrongAgency.class)
                    .hasMessageContaining("gives no data");
            assertThatThrownBy(() -> invited.invite(by(BRENT), CAMDEN, wider))
                    .isInstanceOf(WrongState.class);
        }

        @Test
        void is_resumed_by_another_once_the_one_that_suspended_it_has_left() {
            Active all = active.approve(by(MPS));
            var left = all.suspend(by(GLA, TODAY, "stop")).leave(by(GLA, TODAY, "gone"));
            assertThat(left).isInstanceOf(Agreement.Suspended.class);
            assertThat(((Agreement.Suspended) left).resume(by(MPS)).state()).isEqualTo("active");
        }
    }

    @Nested
    class A_suspended_agreement {
        @Test
        void is_resumed_by_the_agency_that_suspended_it() {
            Active resumed = anAgreement().suspended().resume(by(BRENT));
            assertThat(resumed.signatures()).isEqualTo(anAgreement().active().signatures());
        }

        @Test
        void is_not_resumed_by_anybody_else() {
            assertThatThrownBy(() -> anAgreement().suspended().resume(by(GLA)))
                    .isInstanceOf(WrongAgency.class)
                    .hasMessage("DSA-2026-0001 was suspended by brent; only brent can resume it")
                    .isInstanceOfSatisfying(
                            AgreementException.WrongAgency.class,
                            e -> assertThat(e.whose()).contains(BRENT));
        }

        @Test
        void expires_like_an_active_one() {
            assertThat(anAgreement().suspended().asOf(ENDS).state()).isEqualTo("expired");
        }

        @Test
        void can_be_terminated_by_another_party() {
            assertThat(anAgreement().suspended().terminate(by(GLA, TODAY, "enough")).state())
                    .isEqualTo("terminated");
        }
    }

    @Nested
    class An_agency_that_is_no_party {
        @Test
        void can_do_nothing_in_any_state() {
            var stranger = by(CAMDEN, TODAY, "a reason");
            var terms = anAgreement().terms();
            for (Agreement agreement : StateTable.oneOfEach()) {
                for (Move move : StateTable.everyMove(stranger, terms)) {
                    assertThatThrownBy(() -> move.on(agreement))
                            .as("%s a %s agreement", move.what(), agreement.state())
                            .isInstanceOf(WrongAgency.class)
                            .hasMessageContaining("camden is not a party");
                }
            }
        }

        @Test
        void is_refused_by_the_states_themselves_too() {
            var stranger = by(CAMDEN);
            assertThatThrownBy(() -> anAgreement().draft().propose(stranger, Set.of()))
                    .isInstanceOf(WrongAgency.class);
            assertThatThrownBy(() -> anAgreement().proposed().approve(stranger))
                    .isInstanceOf(WrongAgency.class);
            assertThatThrownBy(() -> anAgreement().active().suspend(stranger))
                    .isInstanceOf(WrongAgency.class);
        }
    }
}
