package city.datastore.agreements.wiring;

import static city.datastore.agreements.AnAgreement.BRENT;
import static city.datastore.agreements.AnAgreement.CAMDEN;
import static city.datastore.agreements.AnAgreement.ENDS;
import static city.datastore.agreements.AnAgreement.GLA;
import static city.datastore.agreements.AnAgreement.MPS;
import static city.datastore.agreements.AnAgreement.REVIEW;
import static city.datastore.agreements.AnAgreement.SPEND;
import static city.datastore.agreements.AnAgreement.TODAY;
import static city.datastore.agreements.AnAgreement.anAgreement;
import static city.datastore.agreements.wiring.Room.caller;
import static city.datastore.agreements.wiring.Room.lead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import city.datastore.access.gate.RefusedException;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.Permit;
import city.datastore.access.policy.Permit.Standing;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.AgreementException;
import city.datastore.agreements.AgreementException.BadTerms;
import city.datastore.agreements.AgreementException.WrongAgency;
import city.datastore.agreements.AgreementException.WrongState;
import city.datastore.agreements.AgreementQuery;
import city.datastore.agreements.Step;
import city.datastore.agreements.Terms;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.paging.PageRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Agreements in force, on the real PostgreSQL and behind the real gate. */
class ActiveAgreementsIT extends AgreementsRoom {
    private static void isRecordedAsOfTheWrongAgency(Throwable refused) {
        assertThat(refused)
                .isInstanceOfSatisfying(
                        WrongAgency.class,
                        e -> assertThat(e.event()).contains(room().changes.last().id()));
        assertThat(room().changes.last().outcome()).isInstanceOf(Outcome.Refused.class);
        assertThat(room().changes.last().outcome().reasons().getFirst().code())
                .isEqualTo("wrong-agency");
    }

    @Nested
    class An_active_agreement {
        @Test
        void can_be_suspended_resumed_and_terminated_and_tells_its_whole_history() {
            AgreementRef reference = active();
            var suspended = agreements().suspend(GLA_LEAD, reference, "a breach").value();
            assertThat(suspended).isInstanceOf(Agreement.Suspended.class);
            assertThat(agreements().see(BRENT_LEAD, reference).value()).isEqualTo(suspended);
            agreements().resume(GLA_LEAD, reference);
            agreements().terminate(BRENT_LEAD, reference, "done");
            List<Step> steps = agreements().history(GLA_LEAD, reference).value();
            assertThat(steps)
                    .extracting(Step::what)
                    .containsExactly(
                            "drafted",
                            "proposed",
                            "approved",
                            "suspended",
                            "resumed",
                            "terminated");
            assertThat(steps).extracting(Step::number).containsExactly(1, 2, 3, 4, 5, 6);
            assertThat(steps)
                    .extracting(Step::state)
                    .containsExactly(
                            "draft", "proposed", "active", "suspended", "active", "terminated");
            assertThat(steps.get(3).comment()).isEqualTo("a breach");
            assertThat(steps.get(3).agency()).isEqualTo(GLA);
        }

        @Test
        void is_resumed_only_by_the_agency_that_suspended_it_and_the_refusal_is_on_the_record() {
            AgreementRef reference = active();
            agreements().suspend(BRENT_LEAD, reference, "a breach");
            assertThatThrownBy(() -> agreements().resume(GLA_LEAD, reference))
                    .satisfies(ActiveAgreementsIT::isRecordedAsOfTheWrongAgency);
            assertThat(state(reference)).isEqualTo("suspended");
        }

        @Test
        void needs_a_reason_to_be_stopped() {
            AgreementRef reference = active();
            assertThatThrownBy(() -> agreements().suspend(BRENT_LEAD, reference, "  "))
                    .isInstanceOfSatisfying(
                            BadTerms.class,
                            e ->
                                    assertThat(e.faults())
                                            .containsExactly(
                                                    new AgreementException.Fault(
                                                            "reason",
                                                            "the reason is empty; it needs 1 to"
                                                                    + " 2000 characters")));
            assertThatThrownBy(
                            () -> agreements().terminate(BRENT_LEAD, reference, "x".repeat(2001)))
                    .isInstanceOf(BadTerms.class);
        }

        @Test
        void is_expired_once_its_end_has_come_without_anybody_touching_it() {
            AgreementRef reference = active();
            room().clock.turnTo(ENDS);
            assertThat(state(reference)).isEqualTo("expired");
            assertThatThrownBy(() -> agreements().suspend(BRENT_LEAD, reference, "late"))
                    .isInstanceOf(WrongState.class)
                    .hasMessageContaining("is expired");
            assertThat(inState("expired")).contains(reference);
            assertThat(inState("active")).doesNotContain(reference);
            room().clock.turnTo(TODAY);
            assertThat(inState("active")).contains(reference);
            assertThat(inState("expired")).doesNotContain(reference);
        }

        @Test
        void is_listed_when_its_end_or_its_review_is_near() {
            AgreementRef reference = active();
            assertThat(due(Duration.ofDays(30))).doesNotContain(reference);
            room().clock.turnTo(REVIEW.minus(Duration.ofDays(29)));
            assertThat(due(Duration.ofDays(30))).contains(reference);
        }

        @Test
        void comes_before_newer_ones_in_the_list_of_those_that_give_an_agency_a_dataset() {
            AgreementRef reference = active();
            var dataset = anAgreement().terms().datasets().getFirst().dataset();
            AgreementRef newer = proposed(anAgreement());
            AgreementRef draft = drafted(anAgreement());
            room().clock.turnTo(REVIEW);

            var received = references(lists().receiving(GLA_LEAD, dataset, 200));

            assertThat(received).contains(reference).doesNotContain(draft);
            assertThat(received.indexOf(newer)).isGreaterThan(received.indexOf(reference));
            assertThat(references(lists().receiving(GLA_LEAD, dataset, 1)))
                    .containsExactly(reference);
            assertThat(lists().receiving(BRENT_LEAD, dataset, 200)).isEmpty();
        }

        @Test
        void is_in_no_list_of_a_system_that_only_guards_data() {
            AgreementRef reference = active();
            var dataset = anAgreement().terms().datasets().getFirst().dataset();
            var any = new AgreementQuery(null, null, null, null);
            var system = caller(GLA, Role.ENFORCEMENT_POINT);

            assertThat(lists().receiving(system, dataset, 200)).isEmpty();
            assertThat(lists().find(system, any, PageRequest.first()).items()).isEmpty();
            assertThat(lists().dueWithin(system, Duration.ofDays(3_000))).isEmpty();
            var officerToo = caller(GLA, Role.ENFORCEMENT_POINT, Role.OFFICER);
            assertThat(references(lists().receiving(officerToo, dataset, 200))).contains(reference);
        }

        private List<AgreementRef> due(Duration within) {
            return references(lists().dueWithin(BRENT_LEAD, within));
        }

        private List<AgreementRef> inState(String state) {
            var query = new AgreementQuery(state, null, null, null);
            return references(lists().find(BRENT_LEAD, query, new PageRequest(200, null)));
        }
    }

    @Nested
    class An_active_agreement_of_many_parties {
        private final AgreementRef reference = ofThree();

        private AgreementRef ofThree() {
            today();
            AgreementRef proposed = proposed(anAgreement().between(BRENT, GLA, MPS));
            agreements().approve(GLA_LEAD, proposed, "", null);
            return proposed;
        }

        private Agreement.Offered seen() {
            return (Agreement.Offered) agreements().see(BRENT_LEAD, reference).value();
        }

        private Permit permit() {
            return room().permits().permit(reference).orElseThrow();
        }

        @Test
        void lets_those_receive_that_have_signed_and_the_others_once_they_do() {
            assertThat(permit().receivers()).containsExactly(GLA);
            assertThat(permit().absent()).containsOnlyKeys(MPS);
            assertThat(references(lists().waitingForApproval(MPS_LEAD))).contains(reference);
            var signed = agreements().approve(MPS_LEAD, reference, "fine", null).value();
            assertThat(agreements().see(MPS_LEAD, reference).value()).isEqualTo(signed);
            assertThat(permit().receivers()).containsExactlyInAnyOrder(GLA, MPS);
            assertThat(references(lists().waitingForApproval(MPS_LEAD))).doesNotContain(reference);
        }

        @Test
        void keeps_who_was_reminded_invited_and_left_and_tells_it_in_its_history() {
            invitations().nudge(BRENT_LEAD, reference, MPS);
            room().clock.turnTo(TODAY.plus(Duration.ofDays(1)));
            invitations().nudge(GLA_LEAD, reference, MPS);
            var invited =
                    invitations()
                            .invite(BRENT_LEAD, reference, new Terms.Party(CAMDEN, "", false, true))
                            .value();
            assertThat(seen()).isEqualTo(invited);
            agreements().approve(lead(CAMDEN), reference, "", null);
            Agreement after = agreements().leave(GLA_LEAD, reference, "no need").value();
            assertThat(seen()).isEqualTo(after);
            assertThat(seen().state()).isEqualTo("active");
            assertThat(permit().receivers()).containsExactly(CAMDEN);
            assertThat(permit().absent().get(GLA))
                    .isEqualTo(new Permit.Absence(true, true, Set.of()));
            assertThat(agreements().history(GLA_LEAD, reference).value().stream().skip(3))
                    .extracting(Step::what, Step::about)
                    .containsExactly(
                            tuple("nudged", "mps"),
                            tuple("nudged", "mps"),
                            tuple("invited", "camden"),
                            tuple("approved", ""),
                            tuple("left", ""));
        }

        @Test
        void is_nudged_once_a_day_and_each_nudge_is_on_the_record() {
            Recorded<Agreement> nudged = invitations().nudge(BRENT_LEAD, reference, MPS);
            assertThat(room().changes.last().id()).isEqualTo(nudged.event());
            assertThat(room().changes.last().action().name()).isEqualTo("agreement.nudge");
            assertThatThrownBy(() -> invitations().nudge(GLA_LEAD, reference, MPS))
                    .isInstanceOf(WrongState.class)
                    .hasMessageContaining("was reminded");
        }

        @Test
        void lets_a_party_that_left_look_and_do_nothing_else() {
            agreements().leave(MPS_LEAD, reference, "we decline");
            assertThat(references(lists().waitingForApproval(MPS_LEAD))).doesNotContain(reference);
            assertThat(agreements().see(MPS_LEAD, reference).value().state()).isEqualTo("active");
            assertThatThrownBy(() -> agreements().approve(MPS_LEAD, reference, "", null))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            e ->
                                    assertThat(e.judgement().missing().getFirst().code())
                                            .isEqualTo("not-a-party"));
        }

        @Test
        void is_over_when_its_only_giver_leaves() {
            agreements().leave(BRENT_LEAD, reference, "the data has gone");
            assertThat(seen())
                    .isInstanceOfSatisfying(
                            Agreement.Terminated.class,
                            over ->
                                    assertThat(over.stop().reason())
                                            .isEqualTo("the data has gone"));
            assertThat(permit().standing()).isEqualTo(Standing.TERMINATED);
        }

        @Test
        void is_widened_only_by_one_that_gives_and_only_by_what_the_rules_allow() {
            var nobody = new Terms.Party(CAMDEN, "", false, false);
            assertThatThrownBy(() -> invitations().invite(BRENT_LEAD, reference, nobody))
                    .isInstanceOf(BadTerms.class);
            var camden = new Terms.Party(CAMDEN, "", false, true);
            assertThatThrownBy(() -> invitations().invite(GLA_LEAD, reference, camden))
                    .satisfies(ActiveAgreementsIT::isRecordedAsOfTheWrongAgency);
            assertThatThrownBy(() -> invitations().invite(lead(CAMDEN), reference, camden))
                    .isInstanceOf(RefusedException.class);
        }

        @Test
        void says_nothing_else_when_an_agency_is_invited_whatever_was_declared_since() {
            Terms signed = seen().head().terms();
            room().city.hold(SPEND, Map.of("Amount", "health"));
            var camden = new Terms.Party(CAMDEN, "", false, true);

            Terms wider =
                    invitations().invite(BRENT_LEAD, reference, camden).value().head().terms();

            assertThat(wider.particulars()).isEqualTo(signed.particulars());
            assertThat(wider.datasets()).isEqualTo(signed.datasets());
        }

        @Test
        void gives_way_to_another_that_is_active() {
            AgreementRef draft = drafted(anAgreement());
            assertThatThrownBy(() -> succession().supersede(BRENT_LEAD, reference, draft))
                    .isInstanceOf(WrongState.class)
                    .hasMessageContaining("is draft");
            assertThatThrownBy(() -> succession().supersede(BRENT_LEAD, reference, reference))
                    .isInstanceOf(BadTerms.class);
            AgreementRef successor = active();
            assertThatThrownBy(() -> succession().supersede(MPS_LEAD, reference, successor))
                    .isInstanceOf(RefusedException.class);
            agreements().approve(MPS_LEAD, reference, "", null);
            AgreementRef unsigned = proposed(anAgreement().between(BRENT, GLA, MPS));
            agreements().approve(GLA_LEAD, unsigned, "", null);
            assertThatThrownBy(() -> succession().supersede(MPS_LEAD, reference, unsigned))
                    .satisfies(ActiveAgreementsIT::isRecordedAsOfTheWrongAgency);
            var superseded = succession().supersede(BRENT_LEAD, reference, successor).value();
            assertThat(seen()).isEqualTo(superseded);
            assertThat(((Agreement.Superseded) superseded).successor()).isEqualTo(successor);
            assertThat(permit().standing()).isEqualTo(Standing.SUPERSEDED);
            assertThat(
                            lists().find(
                                            BRENT_LEAD,
                                            new AgreementQuery("superseded", null, null, null),
                                            new PageRequest(200, null))
                                    .items())
                    .extracting(each -> each.head().reference())
                    .contains(reference);
        }
    }
}
