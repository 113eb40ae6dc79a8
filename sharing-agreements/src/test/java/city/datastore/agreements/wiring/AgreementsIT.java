package city.datastore.agreements.wiring;

import static city.datastore.agreements.AnAgreement.BRENT;
import static city.datastore.agreements.AnAgreement.CAMDEN;
import static city.datastore.agreements.AnAgreement.ENDS;
import static city.datastore.agreements.AnAgreement.GLA;
import static city.datastore.agreements.AnAgreement.HMO;
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
import city.datastore.access.identity.Agency;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Permit;
import city.datastore.access.policy.Permit.Standing;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.AgreementException;
import city.datastore.agreements.AgreementException.BadTerms;
import city.datastore.agreements.AgreementException.ChangedMeanwhile;
import city.datastore.agreements.AgreementException.NotFound;
import city.datastore.agreements.AgreementException.WrongAgency;
import city.datastore.agreements.AgreementException.WrongState;
import city.datastore.agreements.AgreementQuery;
import city.datastore.agreements.Agreements;
import city.datastore.agreements.AnAgreement;
import city.datastore.agreements.Step;
import city.datastore.agreements.Terms;
import city.datastore.agreements.particulars.Answer;
import city.datastore.agreements.particulars.Particulars;
import city.datastore.agreements.particulars.Place;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.RequestId;
import city.datastore.audit.paging.Page;
import city.datastore.audit.paging.PageRequest;
import city.datastore.audit.pipeline.NotRecordedException;
import city.datastore.stack.PostgresServer;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The use cases of agreements on the real PostgreSQL and behind the real gate. */
class AgreementsIT {
    private static final Caller BRENT_LEAD = lead(BRENT);
    private static final Caller GLA_LEAD = lead(GLA);
    private static final Caller MPS_LEAD = lead(MPS);

    private static @Nullable Room opened;

    @BeforeAll
    static void open() {
        opened = new Room();
    }

    @AfterAll
    static void close() {
        room().close();
    }

    private static Room room() {
        if (opened == null) {
            throw new IllegalStateException("the room is not open");
        }
        return opened;
    }

    private static Agreements agreements() {
        return room().agreements();
    }

    @BeforeEach
    void today() {
        room().clock.turnTo(TODAY);
        room().changes.broken = false;
        room().decisions.broken = false;
        room().city.know(SPEND, List.of("Payment Date", "Vendor Name 2", "Amount"));
    }

    private static AgreementRef drafted(AnAgreement agreement) {
        return agreements().draft(BRENT_LEAD, agreement.terms()).value().head().reference();
    }

    private static AgreementRef proposed(AnAgreement agreement) {
        AgreementRef reference = drafted(agreement);
        agreements().propose(BRENT_LEAD, reference);
        return reference;
    }

    private static AgreementRef active() {
        AgreementRef reference = proposed(anAgreement());
        agreements().approve(GLA_LEAD, reference, "");
        return reference;
    }

    private static String state(AgreementRef reference) {
        return agreements().see(BRENT_LEAD, reference).value().state();
    }

    @Nested
    class The_public_register {
        private AgreementRef inForce(String publish) {
            Terms terms =
                    anAgreement()
                            .terms()
                            .with(
                                    Particulars.NONE.with(
                                            Place.agreement(),
                                            "publish-summary",
                                            Answer.of(publish)));
            AgreementRef reference =
                    agreements().draft(BRENT_LEAD, terms).value().head().reference();
            agreements().propose(BRENT_LEAD, reference);
            agreements().approve(GLA_LEAD, reference, "");
            return reference;
        }

        private List<AgreementRef> published() {
            return agreements()
                    .published(AgreementQuery.ANY, new PageRequest(200, null))
                    .items()
                    .stream()
                    .map(each -> each.head().reference())
                    .toList();
        }

        @Test
        void shows_what_is_in_force_and_may_be_published_and_nothing_else() {
            AgreementRef shown = inForce("yes");
            AgreementRef kept = inForce("no");
            AgreementRef unasked = active();
            assertThat(published()).as("before it starts").doesNotContain(shown);
            room().clock.turnTo(AnAgreement.STARTS);
            assertThat(published()).contains(shown).doesNotContain(kept, unasked);
            agreements().suspend(GLA_LEAD, shown, "a breach");
            assertThat(published()).doesNotContain(shown);
        }

        @Test
        void comes_in_pages() {
            AgreementRef first = inForce("yes");
            AgreementRef second = inForce("yes");
            room().clock.turnTo(AnAgreement.STARTS);
            var page = agreements().published(AgreementQuery.ANY, new PageRequest(1, null));
            assertThat(page.items())
                    .extracting(each -> each.head().reference())
                    .containsExactly(second);
            assertThat(
                            agreements()
                                    .published(AgreementQuery.ANY, new PageRequest(1, page.next()))
                                    .items())
                    .extracting(each -> each.head().reference())
                    .containsExactly(first);
        }
    }

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
            assertThatThrownBy(() -> agreements().propose(BRENT_LEAD, reference))
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
            assertThat(agreements().approve(MPS_LEAD, reference, "fine").value().state())
                    .isEqualTo("proposed");
            Agreement active = agreements().approve(GLA_LEAD, reference, "fine").value();
            assertThat(active).isInstanceOf(Agreement.Active.class);
            assertThat(agreements().see(BRENT_LEAD, reference).value()).isEqualTo(active);
            assertThat(((Agreement.Active) active).signatures())
                    .extracting(Agreement.Signature::agency)
                    .containsExactly(BRENT, MPS, GLA);
        }

        @Test
        void is_not_approved_by_the_agency_that_proposed_it() {
            AgreementRef reference = proposed(anAgreement());
            assertThatThrownBy(() -> agreements().approve(BRENT_LEAD, reference, ""))
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
            agreements().approve(MPS_LEAD, reference, "");
            assertThatThrownBy(() -> agreements().approve(MPS_LEAD, reference, ""))
                    .isInstanceOf(WrongState.class);
        }

        @Test
        void sent_back_is_a_draft_again_and_needs_every_signature_anew() {
            AgreementRef reference = proposed(twoGive());
            agreements().approve(MPS_LEAD, reference, "");
            Agreement draft = agreements().sendBack(GLA_LEAD, reference, "which years?").value();
            assertThat(draft.state()).isEqualTo("draft");
            assertThat(draft.head().version()).isEqualTo(1);
            agreements().propose(MPS_LEAD, reference);
            var proposed = (Agreement.Proposed) agreements().see(GLA_LEAD, reference).value();
            assertThat(proposed.waitingFor()).containsExactly(BRENT, GLA);
            assertThat(agreements().approve(GLA_LEAD, reference, "").value().state())
                    .isEqualTo("active");
            var all = (Agreement.Active) agreements().approve(BRENT_LEAD, reference, "").value();
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
            agreements().approve(GLA_LEAD, reference, "");
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
            return references(agreements().waitingForApproval(caller));
        }
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
                    .isInstanceOfSatisfying(
                            WrongAgency.class,
                            e -> assertThat(e.event()).contains(room().changes.last().id()));
            assertThat(room().changes.last().outcome().reasons().getFirst().code())
                    .isEqualTo("wrong-agency");
            assertThat(room().changes.last().outcome()).isInstanceOf(Outcome.Refused.class);
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

        private List<AgreementRef> due(Duration within) {
            return references(agreements().dueWithin(BRENT_LEAD, within));
        }

        private List<AgreementRef> inState(String state) {
            var query = new AgreementQuery(state, null, null, null);
            return references(agreements().find(BRENT_LEAD, query, new PageRequest(200, null)));
        }
    }

    @Nested
    class An_active_agreement_of_many_parties {
        private final AgreementRef reference = ofThree();

        private AgreementRef ofThree() {
            today();
            AgreementRef proposed = proposed(anAgreement().between(BRENT, GLA, MPS));
            agreements().approve(GLA_LEAD, proposed, "");
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
            assertThat(references(agreements().waitingForApproval(MPS_LEAD))).contains(reference);
            var signed = agreements().approve(MPS_LEAD, reference, "fine").value();
            assertThat(agreements().see(MPS_LEAD, reference).value()).isEqualTo(signed);
            assertThat(permit().receivers()).containsExactlyInAnyOrder(GLA, MPS);
            assertThat(references(agreements().waitingForApproval(MPS_LEAD)))
                    .doesNotContain(reference);
        }

        @Test
        void keeps_who_was_reminded_invited_and_left_and_tells_it_in_its_history() {
            agreements().nudge(BRENT_LEAD, reference, MPS);
            room().clock.turnTo(TODAY.plus(Duration.ofDays(1)));
            agreements().nudge(GLA_LEAD, reference, MPS);
            var invited =
                    agreements()
                            .invite(BRENT_LEAD, reference, new Terms.Party(CAMDEN, "", false, true))
                            .value();
            assertThat(seen()).isEqualTo(invited);
            agreements().approve(lead(CAMDEN), reference, "");
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
            Recorded<Agreement> nudged = agreements().nudge(BRENT_LEAD, reference, MPS);
            assertThat(room().changes.last().id()).isEqualTo(nudged.event());
            assertThat(room().changes.last().action().name()).isEqualTo("agreement.nudge");
            assertThatThrownBy(() -> agreements().nudge(GLA_LEAD, reference, MPS))
                    .isInstanceOf(WrongState.class)
                    .hasMessageContaining("was reminded");
        }

        @Test
        void lets_a_party_that_left_look_and_do_nothing_else() {
            agreements().leave(MPS_LEAD, reference, "we decline");
            assertThat(references(agreements().waitingForApproval(MPS_LEAD)))
                    .doesNotContain(reference);
            assertThat(agreements().see(MPS_LEAD, reference).value().state()).isEqualTo("active");
            assertThatThrownBy(() -> agreements().approve(MPS_LEAD, reference, ""))
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
            assertThatThrownBy(() -> agreements().invite(BRENT_LEAD, reference, nobody))
                    .isInstanceOf(BadTerms.class);
            var camden = new Terms.Party(CAMDEN, "", false, true);
            assertThatThrownBy(() -> agreements().invite(GLA_LEAD, reference, camden))
                    .isInstanceOf(WrongAgency.class);
            assertThatThrownBy(() -> agreements().invite(lead(CAMDEN), reference, camden))
                    .isInstanceOf(RefusedException.class);
        }

        @Test
        void gives_way_to_another_that_is_active() {
            AgreementRef draft = drafted(anAgreement());
            assertThatThrownBy(() -> agreements().supersede(BRENT_LEAD, reference, draft))
                    .isInstanceOf(WrongState.class)
                    .hasMessageContaining("is draft");
            assertThatThrownBy(() -> agreements().supersede(BRENT_LEAD, reference, reference))
                    .isInstanceOf(BadTerms.class);
            AgreementRef successor = active();
            assertThatThrownBy(() -> agreements().supersede(MPS_LEAD, reference, successor))
                    .isInstanceOf(RefusedException.class);
            var superseded = agreements().supersede(BRENT_LEAD, reference, successor).value();
            assertThat(seen()).isEqualTo(superseded);
            assertThat(((Agreement.Superseded) superseded).successor()).isEqualTo(successor);
            assertThat(permit().standing()).isEqualTo(Standing.SUPERSEDED);
            assertThat(
                            agreements()
                                    .find(
                                            BRENT_LEAD,
                                            new AgreementQuery("superseded", null, null, null),
                                            new PageRequest(200, null))
                                    .items())
                    .extracting(each -> each.head().reference())
                    .contains(reference);
        }
    }

    @Nested
    class A_list {
        @Test
        void shows_a_person_only_what_their_agency_is_party_to_and_the_city_s_auditor_all() {
            AgreementRef reference = drafted(anAgreement());
            var newest = new PageRequest(1, null);
            assertThat(references(agreements().find(GLA_LEAD, AgreementQuery.ANY, newest)))
                    .containsExactly(reference);
            assertThat(find(caller(CAMDEN, Role.AUDITOR), AgreementQuery.ANY))
                    .doesNotContain(reference);
            assertThat(find(caller(Agency.OVERSIGHT, Role.AUDITOR), AgreementQuery.ANY))
                    .contains(reference);
            assertThat(find(caller(Agency.OVERSIGHT, Role.OFFICER), AgreementQuery.ANY)).isEmpty();
            var homeless =
                    new Caller(
                            new PersonId("p"),
                            "p",
                            null,
                            Set.of(Role.AUDITOR),
                            false,
                            new RequestId("r"));
            assertThat(agreements().find(homeless, AgreementQuery.ANY, newest).items()).isEmpty();
        }

        @Test
        void goes_page_by_page_from_the_newest_and_names_each_agreement_once() {
            IntStream.range(0, 5).forEach(_ -> drafted(anAgreement()));
            var all = new ArrayList<AgreementRef>();
            @Nullable String cursor = null;
            do {
                Page<Agreement> page =
                        agreements()
                                .find(BRENT_LEAD, AgreementQuery.ANY, new PageRequest(2, cursor));
                assertThat(page.items()).hasSizeLessThanOrEqualTo(2);
                all.addAll(references(page));
                cursor = page.next();
            } while (cursor != null);
            assertThat(all).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(5);
            assertThat(all).isSortedAccordingTo((a, b) -> b.compareTo(a));
        }

        @Test
        void can_be_cut_by_party_dataset_state_and_review() {
            AgreementRef two = drafted(anAgreement().reviewedBy(REVIEW));
            AgreementRef three =
                    drafted(
                            anAgreement()
                                    .between(
                                            new Terms.Party(BRENT, "", true, false),
                                            new Terms.Party(CAMDEN, "", true, true))
                                    .on(
                                            new Terms.Scope(SPEND, ColumnScope.ALL),
                                            new Terms.Scope(HMO, ColumnScope.ALL))
                                    .reviewedBy(REVIEW.plusSeconds(60)));
            assertThat(find(BRENT_LEAD, new AgreementQuery(null, CAMDEN, null, null)))
                    .contains(three)
                    .doesNotContain(two);
            assertThat(find(BRENT_LEAD, new AgreementQuery(null, null, HMO, null)))
                    .contains(three)
                    .doesNotContain(two);
            assertThat(
                            find(
                                    BRENT_LEAD,
                                    new AgreementQuery(
                                            "draft", null, SPEND, REVIEW.plusSeconds(60))))
                    .contains(two)
                    .doesNotContain(three);
            assertThat(find(BRENT_LEAD, new AgreementQuery("superseded", null, null, null)))
                    .doesNotContain(two, three);
        }

        @Test
        void follows_the_terms_as_they_are_now_and_not_as_they_were() {
            AgreementRef reference = drafted(anAgreement().between(BRENT, GLA, MPS));
            agreements().edit(BRENT_LEAD, reference, 1, anAgreement().terms());
            assertThat(find(MPS_LEAD, AgreementQuery.ANY)).doesNotContain(reference);
            assertThatThrownBy(() -> agreements().see(MPS_LEAD, reference))
                    .isInstanceOf(RefusedException.class);
        }

        @ParameterizedTest
        @ValueSource(strings = {"signed", "DRAFT", "x' OR '1'='1"})
        void knows_only_its_own_states(String state) {
            var query = new AgreementQuery(state, null, null, null);
            assertThatThrownBy(() -> agreements().find(BRENT_LEAD, query, PageRequest.first()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("it has to be draft");
        }

        @ParameterizedTest
        @ValueSource(strings = {"!", "DSA-2026-0001", "MQ"})
        void knows_only_its_own_cursors(String cursor) {
            var page = new PageRequest(10, cursor);
            assertThatThrownBy(() -> agreements().find(BRENT_LEAD, AgreementQuery.ANY, page))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("cursor");
        }

        private List<AgreementRef> find(Caller caller, AgreementQuery query) {
            return references(agreements().find(caller, query, new PageRequest(200, null)));
        }
    }

    @Nested
    class Somebody_who_looks {
        @Test
        void at_what_does_not_exist_is_told_so() {
            var unknown = new AgreementRef("DSA-2019-0001");
            assertThatThrownBy(() -> agreements().see(BRENT_LEAD, unknown))
                    .isInstanceOf(NotFound.class)
                    .hasMessage("there is no agreement DSA-2019-0001");
            assertThatThrownBy(() -> agreements().propose(BRENT_LEAD, unknown))
                    .isInstanceOf(NotFound.class);
        }

        @Test
        void is_let_in_by_the_gate_which_records_it() {
            AgreementRef reference = drafted(anAgreement());
            Recorded<Agreement> seen = agreements().see(caller(GLA, Role.OFFICER), reference);
            assertThat(seen.event()).isEqualTo(room().decisions.last().id());
            assertThat(room().decisions.last().action().name()).isEqualTo("agreement.see");
            assertThatThrownBy(() -> agreements().history(lead(CAMDEN), reference))
                    .isInstanceOf(RefusedException.class);
        }
    }

    @Nested
    class Two_leads_at_once {
        @Test
        void who_approve_together_both_count() throws Exception {
            AgreementRef reference = proposed(anAgreement().between(BRENT, GLA, MPS));
            List<@Nullable RuntimeException> ends =
                    together(
                            () -> agreements().approve(GLA_LEAD, reference, ""),
                            () -> agreements().approve(MPS_LEAD, reference, ""));
            assertThat(ends).containsOnlyNulls();
            assertThat(state(reference)).isEqualTo("active");
            assertThat(agreements().history(BRENT_LEAD, reference).value()).hasSize(4);
        }

        @Test
        void of_the_same_party_who_approve_together_count_once() throws Exception {
            AgreementRef reference = proposed(anAgreement());
            oneWins(
                    reference,
                    "active",
                    () -> agreements().approve(GLA_LEAD, reference, ""),
                    () -> agreements().approve(GLA_LEAD, reference, ""));
        }

        @Test
        void who_approve_and_send_back_leave_one_outcome() throws Exception {
            AgreementRef reference = proposed(anAgreement());
            List<@Nullable RuntimeException> ends =
                    together(
                            () -> agreements().approve(GLA_LEAD, reference, ""),
                            () -> agreements().sendBack(GLA_LEAD, reference, ""));
            assertThat(ends.stream().filter(end -> end instanceof WrongState)).hasSize(1);
            assertThat(state(reference)).isEqualTo(ends.getFirst() == null ? "active" : "draft");
        }

        @Test
        void who_propose_together_make_one_proposal() throws Exception {
            AgreementRef reference = drafted(anAgreement());
            oneWins(
                    reference,
                    "proposed",
                    () -> agreements().propose(BRENT_LEAD, reference),
                    () -> agreements().propose(GLA_LEAD, reference));
        }

        @Test
        void who_suspend_and_terminate_leave_it_terminated_or_say_who_was_first() throws Exception {
            AgreementRef reference = active();
            List<@Nullable RuntimeException> ends =
                    together(
                            () -> agreements().suspend(GLA_LEAD, reference, "stop"),
                            () -> agreements().terminate(BRENT_LEAD, reference, "done"));
            assertThat(ends.get(1)).isNull();
            assertThat(state(reference)).isEqualTo("terminated");
        }

        @Test
        void who_edit_together_lose_nothing_silently() throws Exception {
            AgreementRef reference = drafted(anAgreement());
            List<@Nullable RuntimeException> ends =
                    together(
                            () ->
                                    agreements()
                                            .edit(
                                                    GLA_LEAD,
                                                    reference,
                                                    1,
                                                    anAgreement().titled("GLA's title").terms()),
                            () ->
                                    agreements()
                                            .edit(
                                                    BRENT_LEAD,
                                                    reference,
                                                    1,
                                                    anAgreement().titled("Brent's title").terms()));
            assertThat(ends.stream().filter(end -> end instanceof ChangedMeanwhile)).hasSize(1);
            assertThat(agreements().see(GLA_LEAD, reference).value().head().terms().title())
                    .isEqualTo(ends.getFirst() == null ? "GLA's title" : "Brent's title");
        }

        @Test
        void who_draft_together_get_numbers_without_gap_or_double() throws Exception {
            int before = number(drafted(anAgreement()));
            var numbers = new java.util.concurrent.ConcurrentSkipListSet<Integer>();
            Callable<?> draft = () -> numbers.add(number(drafted(anAgreement())));
            together(draft, draft, draft, draft);
            assertThat(numbers)
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(before + 1, before + 4).boxed().toList());
        }

        private int number(AgreementRef reference) {
            return Integer.parseInt(reference.value().substring("DSA-2026-".length()));
        }

        private void oneWins(AgreementRef reference, String state, Callable<?>... moves)
                throws Exception {
            List<@Nullable RuntimeException> ends = together(moves);
            assertThat(ends.stream().filter(end -> end == null)).hasSize(1);
            assertThat(ends.stream().filter(end -> end != null))
                    .allSatisfy(end ->
                            assertThat(end)
                                    .isInstanceOfAny(WrongState.class, RefusedException.class));
            assertThat(state(reference)).isEqualTo(state);
        }

        /** How each ended: null when it went well. */
        private List<@Nullable RuntimeException> together(Callable<?>... moves) throws Exception {
            var barrier = new CyclicBarrier(moves.length);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var running =
                        java.util.Arrays.stream(moves)
                                .map(move ->
                                        threads.submit(() -> {
                                            barrier.await();
                                            try {
                                                move.call();
                                                return null;
                                            } catch (RuntimeException e) {
                                                return e;
                                            }
                                        }))
                                .toList();
                var ends = new ArrayList<@Nullable RuntimeException>();
                for (var each : running) {
                    ends.add(each.get());
                }
                return ends;
            }
        }
    }

    @Nested
    class The_gate {
        @Test
        void learns_of_every_move_the_moment_it_is_committed() {
            AgreementRef reference = drafted(anAgreement());
            assertThat(standing(reference)).isEqualTo(Standing.NOT_APPROVED);
            agreements().propose(BRENT_LEAD, reference);
            assertThat(standing(reference)).isEqualTo(Standing.NOT_APPROVED);
            agreements().approve(GLA_LEAD, reference, "");
            assertThat(standing(reference)).isEqualTo(Standing.ACTIVE);
            agreements().suspend(GLA_LEAD, reference, "a breach");
            assertThat(standing(reference)).isEqualTo(Standing.SUSPENDED);
            agreements().resume(GLA_LEAD, reference);
            assertThat(standing(reference)).isEqualTo(Standing.ACTIVE);
            agreements().terminate(GLA_LEAD, reference, "done");
            assertThat(standing(reference)).isEqualTo(Standing.TERMINATED);
        }

        @Test
        void finds_permits_by_dataset_and_receiving_agency_the_one_in_force_first() {
            AgreementRef inForce = proposed(anAgreement().from(TODAY.minusSeconds(60), ENDS));
            agreements().approve(GLA_LEAD, inForce, "");
            AgreementRef newer = drafted(anAgreement());
            List<Permit> permits = room().permits().permits(SPEND, GLA);
            assertThat(permits.getFirst().inForceAt(TODAY)).isTrue();
            assertThat(permits).extracting(Permit::agreement).contains(inForce, newer);
            // in some the agency is named, and not in it yet or any more
            assertThat(permits)
                    .allMatch(permit ->
                            permit.receivers().contains(GLA) || permit.absent().containsKey(GLA));
            // Brent is a party, and does not receive
            assertThat(room().permits().permits(SPEND, BRENT))
                    .extracting(Permit::agreement)
                    .doesNotContain(inForce, newer);
            assertThat(room().permits().permits(HMO, GLA)).isEmpty();
        }

        @Test
        void is_told_nothing_of_what_does_not_exist() {
            assertThat(room().permits().permit(new AgreementRef("DSA-2019-0001"))).isEmpty();
        }

        private Standing standing(AgreementRef reference) {
            return room().permits().permit(reference).orElseThrow().standing();
        }
    }

    @Nested
    class The_platform_s_own_role {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "UPDATE agreements.step SET comment = ''",
                    "DELETE FROM agreements.step",
                    "TRUNCATE agreements.step",
                    "UPDATE agreements.edition SET version = 2",
                    "DELETE FROM agreements.edition",
                    "UPDATE agreements.signature SET person = 'x'",
                    "DELETE FROM agreements.signature",
                    "DELETE FROM agreements.party",
                    "DELETE FROM agreements.scope",
                    "DELETE FROM agreements.agreement",
                    "UPDATE agreements.agreement SET drafted_by = 'gla'",
                    "UPDATE agreements.agreement SET reference = 'DSA-2026-9999'",
                    "DELETE FROM agreements.reference_counter",
                    "DELETE FROM agreements.kept_flow",
                    "UPDATE agreements.kept_flow SET published = true",
                    "SELECT * FROM agreements.schema_history"
                })
        void cannot_rewrite_what_happened(String sql) {
            assertThatThrownBy(() -> run(sql))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("permission denied");
        }

        @Test
        void could_do_it_where_it_is_allowed() throws SQLException {
            assertThat(run("UPDATE agreements.agreement SET version = version WHERE false"))
                    .isZero();
        }

        private int run(String sql) throws SQLException {
            var postgres = room().postgres();
            try (var connection =
                            DriverManager.getConnection(
                                    room().url,
                                    PostgresServer.APP,
                                    postgres.password(PostgresServer.APP));
                    var statement = connection.createStatement()) {
                statement.execute(sql);
                return statement.getUpdateCount();
            }
        }
    }

    private static List<AgreementRef> references(Page<Agreement> page) {
        return references(page.items());
    }

    private static List<AgreementRef> references(List<Agreement> agreements) {
        return agreements.stream().map(each -> each.head().reference()).toList();
    }
}
