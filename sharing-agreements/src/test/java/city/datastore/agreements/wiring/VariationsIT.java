package city.datastore.agreements.wiring;

import static city.datastore.agreements.AnAgreement.BRENT;
import static city.datastore.agreements.AnAgreement.CAMDEN;
import static city.datastore.agreements.AnAgreement.ENDS;
import static city.datastore.agreements.AnAgreement.GLA;
import static city.datastore.agreements.AnAgreement.MPS;
import static city.datastore.agreements.AnAgreement.REVIEW;
import static city.datastore.agreements.AnAgreement.SPEND;
import static city.datastore.agreements.AnAgreement.anAgreement;
import static city.datastore.agreements.AnAgreement.by;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.ColumnScope;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.Agreement.Active;
import city.datastore.agreements.Agreement.Draft;
import city.datastore.agreements.Agreement.Head;
import city.datastore.agreements.Agreement.Signature;
import city.datastore.agreements.AgreementException.BadTerms;
import city.datastore.agreements.AgreementException.WrongAgency;
import city.datastore.agreements.AgreementException.WrongSigner;
import city.datastore.agreements.AgreementException.WrongState;
import city.datastore.agreements.AgreementRegister;
import city.datastore.agreements.Move;
import city.datastore.agreements.Step;
import city.datastore.agreements.Terms;
import city.datastore.agreements.Terms.Party;
import city.datastore.agreements.Terms.Scope;
import city.datastore.agreements.VariationSigning;
import city.datastore.agreements.Variations;
import city.datastore.agreements.particulars.Answer;
import city.datastore.agreements.particulars.Place.OfParty;
import city.datastore.agreements.reviews.Narrowing;
import city.datastore.agreements.signing.SealedSignature;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.RequestId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Next versions on the real PostgreSQL and behind the real gate: who signs, and what comes of it.
 */
class VariationsIT extends AgreementsRoom {
    private static final Caller CAMDEN_LEAD = Room.lead(CAMDEN);

    /** Brent and Camden give, the GLA and the police receive. */
    private static final List<Party> FOUR =
            List.of(
                    new Party(BRENT, "", true, false),
                    new Party(CAMDEN, "", true, false),
                    new Party(GLA, "", false, true),
                    new Party(MPS, "", false, true));

    private static Variations variations() {
        return room().bean(Variations.class);
    }

    private static VariationSigning signing() {
        return room().bean(VariationSigning.class);
    }

    /** Somebody in that office of the agency, who gave a one-time code. */
    private static Caller who(AgencyCode agency, Role role) {
        return new Caller(
                new PersonId(role.code() + "-of-" + agency),
                agency + "." + role.code(),
                agency,
                Set.of(role),
                true,
                new RequestId("request-1"));
    }

    /** In force between those four, signed by the lead of each. */
    private AgreementRef ofFour() {
        today();
        AgreementRef reference = proposed(anAgreement().between(FOUR.toArray(Party[]::new)));
        List.of(CAMDEN_LEAD, GLA_LEAD, MPS_LEAD)
                .forEach(lead -> agreements().approve(lead, reference, ""));
        return reference;
    }

    private static Terms terms(AgreementRef reference) {
        return seen(reference).head().terms();
    }

    private static Active seen(AgreementRef reference) {
        return (Active) agreements().see(BRENT_LEAD, reference).value();
    }

    private static void begun(AgreementRef reference, Terms terms) {
        Agreement draft = variations().begin(BRENT_LEAD, reference).value();
        variations().edit(BRENT_LEAD, reference, draft.head().revision(), terms);
    }

    /** Brent corrects what is said of Camden, which concerns Camden alone. */
    private static Terms camdenSays(AgreementRef reference) {
        Terms terms = terms(reference);
        return terms.with(
                terms.particulars()
                        .with(new OfParty(CAMDEN), "ig-lead", Answer.of("ig@camden.example")));
    }

    /** Camden gave nothing that anybody read. */
    private static Terms withoutCamden(AgreementRef reference) {
        Terms terms = terms(reference);
        return new Terms(
                terms.title(),
                terms.parties().stream().filter(each -> !each.agency().equals(CAMDEN)).toList(),
                terms.datasets(),
                terms.purposes(),
                terms.actions(),
                terms.lawfulBasis(),
                terms.starts(),
                terms.ends(),
                terms.reviewDue(),
                terms.particulars());
    }

    @Nested
    class A_party_that_it_does_not_concern {
        private AgreementRef signedByRiskOwners() {
            room().city
                    .hold(
                            SPEND,
                            Map.of("Amount", "criminal_offence", "Payment Date", "non_personal"));
            AgreementRef reference =
                    drafted(
                            anAgreement()
                                    .between(FOUR.toArray(Party[]::new))
                                    .byLaw("2", List.of()));
            agreements().propose(who(BRENT, Role.IG_LEAD), reference);
            for (AgencyCode each : List.of(CAMDEN, GLA, MPS)) {
                agreements().approve(who(each, Role.IG_LEAD), reference, "");
            }
            for (AgencyCode each : List.of(BRENT, CAMDEN, GLA, MPS)) {
                agreements().signOff(who(each, Role.SIRO), reference, "siro", "");
            }
            return reference;
        }

        @Test
        void keeps_the_signatures_of_its_offices_and_their_seals_where_its_lead_proposed() {
            AgreementRef reference = signedByRiskOwners();
            assertThat(seen(reference).signatories().demanded()).containsExactly("siro");
            begun(reference, camdenSays(reference));
            signing().propose(who(BRENT, Role.IG_LEAD), reference);
            signing().approve(who(CAMDEN, Role.IG_LEAD), reference, "");
            var adopted = signing().signOff(who(CAMDEN, Role.SIRO), reference, "siro", "");

            assertThat(adopted.value().head().version()).isEqualTo(2);
            assertThat(seen(reference)).isEqualTo(adopted.value());
            assertThat(seen(reference).waitingFor()).isEmpty();
            var permit = room().permits().permit(reference).orElseThrow();
            assertThat(permit.absent()).isEmpty();
            assertThat(permit.receivers()).containsExactlyInAnyOrder(GLA, MPS);
            assertThat(agreements().signatures(BRENT_LEAD, reference).value().stream().skip(8))
                    .hasSize(8)
                    .extracting(SealedSignature::seal)
                    .doesNotContainNull();
        }

        @Test
        void can_have_its_adviser_heard_on_both_versions() {
            AgreementRef reference = proposed(anAgreement().between(FOUR.toArray(Party[]::new)));
            Caller adviser = who(BRENT, Role.DPO);
            agreements().signOff(adviser, reference, "dpo", "Mind it.");
            List.of(CAMDEN_LEAD, GLA_LEAD, MPS_LEAD)
                    .forEach(lead -> agreements().approve(lead, reference, ""));
            begun(reference, camdenSays(reference));
            signing().propose(BRENT_LEAD, reference);
            signing().signOff(adviser, reference, "dpo", "Mind that, too.");

            var adopted = signing().approve(CAMDEN_LEAD, reference, "").value();

            assertThat(seen(reference)).isEqualTo(adopted);
            assertThat(seen(reference).signatories().signOffs())
                    .extracting(each -> each.by().comment())
                    .containsExactly("Mind that, too.");
        }

        @Test
        void edits_it_no_more_once_it_is_not_in_it_and_the_refusal_is_on_the_record() {
            AgreementRef reference = ofFour();
            begun(reference, withoutCamden(reference));
            long revision = variations().glance(reference).orElseThrow().next().head().revision();

            assertThatThrownBy(() ->
                            variations().edit(CAMDEN_LEAD, reference, revision, terms(reference)))
                    .isInstanceOfSatisfying(
                            WrongAgency.class,
                            e -> assertThat(e.event()).contains(room().changes.last().id()));

            assertThat(room().changes.last().outcome()).isInstanceOf(Outcome.Refused.class);
        }

        @Test
        void is_not_signed_for_by_one_who_signs_for_another_now() {
            AgreementRef reference = ofFour();
            begun(reference, camdenSays(reference));
            signing().propose(GLA_LEAD, reference);
            var moved =
                    new Caller(
                            BRENT_LEAD.person(),
                            "brent.ig",
                            CAMDEN,
                            Set.of(Role.IG_LEAD),
                            false,
                            new RequestId("request-1"));

            assertThatThrownBy(() -> signing().approve(moved, reference, ""))
                    .isInstanceOfSatisfying(
                            WrongSigner.class,
                            e -> assertThat(e.event()).contains(room().changes.last().id()));

            assertThat(room().changes.last().outcome()).isInstanceOf(Outcome.Refused.class);
            assertThat(seen(reference).head().version()).isEqualTo(1);
        }

        @Test
        void can_propose_what_concerns_nobody() {
            AgreementRef reference = ofFour();
            begun(reference, withoutCamden(reference));

            var adopted = signing().propose(BRENT_LEAD, reference).value();

            assertThat(seen(reference)).isEqualTo(adopted);
            assertThat(seen(reference).waitingFor()).isEmpty();
        }
    }

    @Nested
    class Somebody_who_signed_the_next_version_first {
        /** Lead and risk owner of the police, which have not signed the present version yet. */
        private final Caller both =
                new Caller(
                        new PersonId("both-of-mps"),
                        "mps.both",
                        MPS,
                        Set.of(Role.IG_LEAD, Role.SIRO),
                        true,
                        new RequestId("request-1"));

        private AgreementRef offeredTwice() {
            room().city
                    .hold(
                            SPEND,
                            Map.of("Amount", "criminal_offence", "Payment Date", "non_personal"));
            AgreementRef reference =
                    drafted(
                            anAgreement()
                                    .between(FOUR.toArray(Party[]::new))
                                    .byLaw("2", List.of()));
            agreements().propose(who(BRENT, Role.IG_LEAD), reference);
            for (AgencyCode each : List.of(CAMDEN, GLA)) {
                agreements().approve(who(each, Role.IG_LEAD), reference, "");
            }
            for (AgencyCode each : List.of(BRENT, CAMDEN, GLA)) {
                agreements().signOff(who(each, Role.SIRO), reference, "siro", "");
            }
            begun(reference, camdenSays(reference));
            signing().propose(who(BRENT, Role.IG_LEAD), reference);
            return reference;
        }

        @Test
        void does_not_sign_the_present_one_in_another_office_and_the_refusal_is_on_the_record() {
            AgreementRef reference = offeredTwice();
            signing().signOff(both, reference, "siro", "");

            assertThatThrownBy(() -> agreements().approve(both, reference, ""))
                    .isInstanceOfSatisfying(
                            WrongSigner.class,
                            e -> assertThat(e.event()).contains(room().changes.last().id()));

            assertThat(room().changes.last().outcome()).isInstanceOf(Outcome.Refused.class);
            assertThat(seen(reference).signatories().signature(MPS)).isEmpty();
        }

        @Test
        void does_not_sign_the_present_one_for_another_party() {
            AgreementRef reference = offeredTwice();
            var moved =
                    new Caller(
                            both.person(),
                            "mps.both",
                            CAMDEN,
                            Set.of(Role.SIRO),
                            true,
                            new RequestId("request-1"));
            agreements().approve(who(MPS, Role.IG_LEAD), reference, "");
            signing().signOff(moved, reference, "siro", "");

            assertThatThrownBy(() -> agreements().signOff(both, reference, "siro", ""))
                    .isInstanceOf(WrongSigner.class);
        }

        @Test
        void signs_the_present_one_in_the_same_office() {
            AgreementRef reference = offeredTwice();
            signing().signOff(both, reference, "siro", "");

            agreements().signOff(both, reference, "siro", "");
            agreements().approve(who(MPS, Role.IG_LEAD), reference, "");

            assertThat(seen(reference).hasSigned(MPS)).isTrue();
        }

        @Test
        void
                signs_the_present_one_in_another_office_where_that_signature_does_not_go_on_to_count() {
            AgreementRef reference = offeredTwice();
            signing().sendBack(CAMDEN_LEAD, reference, "Not so.");
            Terms terms = variations().glance(reference).orElseThrow().next().head().terms();
            long revision = variations().glance(reference).orElseThrow().next().head().revision();
            variations()
                    .edit(
                            BRENT_LEAD,
                            reference,
                            revision,
                            terms.with(
                                    terms.particulars()
                                            .with(
                                                    new OfParty(MPS),
                                                    "ig-lead",
                                                    Answer.of("ig@mps.example"))));
            signing().propose(who(BRENT, Role.IG_LEAD), reference);
            signing().signOff(both, reference, "siro", "");

            agreements().approve(both, reference, "");

            assertThat(seen(reference).signatories().signature(MPS)).isPresent();
        }
    }

    @Nested
    class A_next_version_without_what_was_never_used {
        /** Signed before the spelling of columns was looked at. */
        private AgreementRef ofOldSpelling() {
            Terms terms =
                    anAgreement()
                            .on(
                                    new Scope(
                                            SPEND,
                                            ColumnScope.only(List.of("Amount ", "Payment Date"))))
                            .terms();
            return new TransactionTemplate(room().bean(PlatformTransactionManager.class))
                    .execute(_ -> {
                        AgreementRegister register = room().register();
                        AgreementRef reference = register.nextReference(2026);
                        var draft = new Draft(new Head(reference, 1, 1, terms, BRENT));
                        register.add(draft, by(BRENT));
                        var propose = new Move.Propose(by(BRENT), Set.of());
                        Agreement proposed = propose.on(draft);
                        register.save(draft, proposed, propose);
                        var approve = new Move.Approve(by(GLA));
                        register.save(proposed, approve.on(proposed), approve);
                        return reference;
                    });
        }

        private static Narrowing to(String... columns) {
            return new Narrowing(
                    new TreeSet<>(),
                    new TreeMap<>(Map.of(SPEND, ColumnScope.only(List.of(columns)))),
                    new TreeSet<>(),
                    new TreeSet<>());
        }

        @Test
        void keeps_the_spelling_of_the_columns_that_stay() {
            AgreementRef reference = ofOldSpelling();

            var begun = variations().begin(BRENT_LEAD, reference, to("Amount ")).value();

            assertThat(begun.head().terms().datasets())
                    .containsExactly(new Scope(SPEND, ColumnScope.only(List.of("Amount "))));
            assertThat(variations().glance(reference).orElseThrow().next()).isEqualTo(begun);
            assertThat(room().changes.last().action().name()).isEqualTo("agreement.vary");
        }

        @Test
        void is_begun_only_where_it_can_be_written_and_there_is_none() {
            AgreementRef reference = ofOldSpelling();
            assertThatThrownBy(() -> variations().begin(BRENT_LEAD, reference, to("Salary")))
                    .isInstanceOf(BadTerms.class);
            assertThat(variations().glance(reference)).isEmpty();

            variations().begin(BRENT_LEAD, reference, to("Amount "));

            assertThatThrownBy(() -> variations().begin(GLA_LEAD, reference, to("Amount ")))
                    .isInstanceOf(WrongState.class)
                    .hasMessageContaining("is being varied already");
        }
    }

    @Nested
    class A_next_version_that_waits_for_signatures {
        private final AgreementRef reference = ofFour();

        private List<AgreementRef> waitingFor(Caller lead) {
            return lists().nextWaitingForApproval(lead).stream()
                    .map(each -> each.now().head().reference())
                    .toList();
        }

        @Test
        void is_in_the_list_of_those_whom_it_concerns_until_they_have_signed() {
            begun(reference, camdenSays(reference));
            assertThat(waitingFor(CAMDEN_LEAD)).doesNotContain(reference);

            signing().propose(GLA_LEAD, reference);

            assertThat(waitingFor(CAMDEN_LEAD)).contains(reference);
            assertThat(waitingFor(BRENT_LEAD)).doesNotContain(reference);
            assertThat(waitingFor(GLA_LEAD)).doesNotContain(reference);
            assertThat(waitingFor(MPS_LEAD)).doesNotContain(reference);
            assertThat(references(lists().waitingForApproval(CAMDEN_LEAD)))
                    .doesNotContain(reference);
            signing().sendBack(CAMDEN_LEAD, reference, "Not so.");
            assertThat(waitingFor(CAMDEN_LEAD)).doesNotContain(reference);
        }

        @Test
        void is_in_the_list_of_an_agency_that_comes_in_by_it() {
            var lfb = new AgencyCode("lfb");
            begun(reference, terms(reference).with(new Party(lfb, "", false, true)));
            signing().propose(BRENT_LEAD, reference);

            assertThat(waitingFor(Room.lead(lfb))).contains(reference);
        }

        @Test
        void will_let_in_an_agency_that_comes_in_by_it_and_has_signed_it() {
            var lfb = new AgencyCode("lfb");
            begun(reference, terms(reference).with(new Party(lfb, "", false, true)));
            signing().propose(BRENT_LEAD, reference);
            assertThat(variations().glance(reference).orElseThrow().inForce().hasSigned(lfb))
                    .isFalse();

            signing().approve(Room.lead(lfb), reference, "");

            var then = variations().glance(reference).orElseThrow().inForce();
            assertThat(List.of(BRENT, CAMDEN, GLA, MPS, lfb)).allMatch(then::hasSigned);
        }

        @Test
        void is_in_the_list_of_the_offices_that_it_takes() {
            room().city
                    .hold(
                            SPEND,
                            Map.of("Amount", "criminal_offence", "Payment Date", "non_personal"));
            Terms terms = terms(reference);
            begun(
                    reference,
                    new Terms(
                            terms.title(),
                            terms.parties(),
                            terms.datasets(),
                            terms.purposes(),
                            terms.actions(),
                            anAgreement().byLaw("2", List.of()).terms().lawfulBasis(),
                            terms.starts(),
                            terms.ends(),
                            terms.reviewDue(),
                            terms.particulars()));
            signing().propose(who(BRENT, Role.IG_LEAD), reference);

            assertThat(lists().nextWaitingForSignOff(who(MPS, Role.SIRO)))
                    .extracting(each -> each.now().head().reference())
                    .contains(reference);
            assertThat(lists().nextWaitingForSignOff(who(MPS, Role.CALDICOTT_GUARDIAN)))
                    .extracting(each -> each.now().head().reference())
                    .doesNotContain(reference);
            signing().signOff(who(MPS, Role.SIRO), reference, "siro", "");
            assertThat(lists().nextWaitingForSignOff(who(MPS, Role.SIRO)))
                    .extracting(each -> each.now().head().reference())
                    .doesNotContain(reference);
        }

        @Test
        void is_among_the_drafts_of_the_agency_that_is_writing_it() {
            begun(reference, camdenSays(reference));

            assertThat(references(lists().nextDrafts(BRENT_LEAD))).contains(reference);
            assertThat(references(lists().nextDrafts(GLA_LEAD))).doesNotContain(reference);
            signing().propose(BRENT_LEAD, reference);
            assertThat(references(lists().nextDrafts(BRENT_LEAD))).doesNotContain(reference);
        }

        @Test
        void is_no_draft_of_an_agency_that_has_left_since() {
            variations().begin(CAMDEN_LEAD, reference);
            assertThat(references(lists().nextDrafts(CAMDEN_LEAD))).contains(reference);

            agreements().leave(CAMDEN_LEAD, reference, "No need.");

            assertThat(references(lists().nextDrafts(CAMDEN_LEAD))).doesNotContain(reference);
        }

        @Test
        void is_not_proposed_while_it_names_somebody_who_has_left_since_it_was_written() {
            begun(reference, camdenSays(reference));
            agreements().leave(MPS_LEAD, reference, "No need.");
            var seen = variations().glance(reference).orElseThrow();
            assertThat(seen.left()).containsExactly(MPS);

            assertThatThrownBy(() -> signing().propose(BRENT_LEAD, reference))
                    .isInstanceOf(BadTerms.class)
                    .hasMessageContaining("mps has left " + reference);

            var head = seen.next().head();
            variations().edit(BRENT_LEAD, reference, head.revision(), head.terms());
            assertThat(signing().propose(BRENT_LEAD, reference).value().state())
                    .isEqualTo("proposed");
        }

        @Test
        void can_have_those_reminded_once_a_day_who_have_still_to_sign_it() {
            begun(reference, camdenSays(reference));
            assertThatThrownBy(() -> signing().nudge(BRENT_LEAD, reference, CAMDEN))
                    .isInstanceOf(WrongState.class)
                    .hasMessageContaining("is draft");
            signing().propose(GLA_LEAD, reference);
            assertThatThrownBy(() -> signing().nudge(CAMDEN_LEAD, reference, CAMDEN))
                    .isInstanceOf(WrongState.class)
                    .hasMessageContaining("not reminded by itself");

            var nudged = signing().nudge(BRENT_LEAD, reference, CAMDEN);

            assertThat(room().changes.last().id()).isEqualTo(nudged.event());
            assertThat(room().changes.last().action().name()).isEqualTo("agreement.nudge");
            assertThat(variations().glance(reference).orElseThrow().next())
                    .isEqualTo(nudged.value());
            assertThat(((Agreement.Offered) nudged.value()).signatories().nudged(CAMDEN))
                    .isPresent();
            assertThat(seen(reference).signatories().nudges()).isEmpty();
            assertThatThrownBy(() -> signing().nudge(MPS_LEAD, reference, CAMDEN))
                    .isInstanceOf(WrongState.class)
                    .hasMessageContaining("was reminded");
            assertThatThrownBy(() -> signing().nudge(BRENT_LEAD, reference, MPS))
                    .isInstanceOf(WrongState.class)
                    .hasMessageContaining("does not wait for mps");
        }
    }

    @Nested
    class A_next_version_that_all_have_signed {
        private final AgreementRef reference = ofFour();

        /** Proposed by Brent and signed by the leads of the other parties. */
        private void signedByAllBut(Caller... others) {
            signing().propose(BRENT_LEAD, reference);
            List.of(CAMDEN_LEAD, GLA_LEAD, MPS_LEAD).stream()
                    .filter(lead -> !List.of(others).contains(lead))
                    .forEach(lead -> signing().approve(lead, reference, ""));
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

            signing().approve(MPS_LEAD, reference, "");
            var resumed = foreseen(GLA_LEAD, Move.Resume::new);
            assertThat(resumed.head().version()).isEqualTo(2);
            assertThat(resumed.head().terms().title()).isEqualTo("Another title");
            assertThat(state(reference)).isEqualTo("suspended");
            assertThat(variations().glance(reference)).isPresent();
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
