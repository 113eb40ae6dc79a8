package city.datastore.agreements.wiring;

import static city.datastore.agreements.AnAgreement.BRENT;
import static city.datastore.agreements.AnAgreement.CAMDEN;
import static city.datastore.agreements.AnAgreement.GLA;
import static city.datastore.agreements.AnAgreement.MPS;
import static city.datastore.agreements.AnAgreement.SPEND;
import static city.datastore.agreements.AnAgreement.anAgreement;
import static city.datastore.agreements.AnAgreement.by;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.ColumnScope;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.Agreement.Draft;
import city.datastore.agreements.Agreement.Head;
import city.datastore.agreements.AgreementException.BadTerms;
import city.datastore.agreements.AgreementException.WrongState;
import city.datastore.agreements.AgreementRegister;
import city.datastore.agreements.Move;
import city.datastore.agreements.Terms;
import city.datastore.agreements.Terms.Party;
import city.datastore.agreements.Terms.Scope;
import city.datastore.agreements.reviews.Narrowing;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Next versions on the real PostgreSQL and behind the real gate: what becomes of one until all have
 * signed.
 */
class VariationsIT extends VariationsRoom {
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

            signing().propose(GLA_LEAD, reference, null);

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
            signing().propose(BRENT_LEAD, reference, null);

            assertThat(waitingFor(Room.lead(lfb))).contains(reference);
        }

        @Test
        void will_let_in_an_agency_that_comes_in_by_it_and_has_signed_it() {
            var lfb = new AgencyCode("lfb");
            begun(reference, terms(reference).with(new Party(lfb, "", false, true)));
            signing().propose(BRENT_LEAD, reference, null);
            assertThat(variations().glance(reference).orElseThrow().inForce().hasSigned(lfb))
                    .isFalse();

            signing().approve(Room.lead(lfb), reference, "", null);

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
            signing().propose(who(BRENT, Role.IG_LEAD), reference, null);

            assertThat(lists().nextWaitingForSignOff(who(MPS, Role.SIRO)))
                    .extracting(each -> each.now().head().reference())
                    .contains(reference);
            assertThat(lists().nextWaitingForSignOff(who(MPS, Role.CALDICOTT_GUARDIAN)))
                    .extracting(each -> each.now().head().reference())
                    .doesNotContain(reference);
            signing().signOff(who(MPS, Role.SIRO), reference, "siro", "", null);
            assertThat(lists().nextWaitingForSignOff(who(MPS, Role.SIRO)))
                    .extracting(each -> each.now().head().reference())
                    .doesNotContain(reference);
        }

        @Test
        void is_among_the_drafts_of_the_agency_that_is_writing_it() {
            begun(reference, camdenSays(reference));

            assertThat(references(lists().nextDrafts(BRENT_LEAD))).contains(reference);
            assertThat(references(lists().nextDrafts(GLA_LEAD))).doesNotContain(reference);
            signing().propose(BRENT_LEAD, reference, null);
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

            assertThatThrownBy(() -> signing().propose(BRENT_LEAD, reference, null))
                    .isInstanceOf(BadTerms.class)
                    .hasMessageContaining("mps has left " + reference);

            var head = seen.next().head();
            variations().edit(BRENT_LEAD, reference, head.revision(), head.terms());
            assertThat(signing().propose(BRENT_LEAD, reference, null).value().state())
                    .isEqualTo("proposed");
        }

        @Test
        void can_have_those_reminded_once_a_day_who_have_still_to_sign_it() {
            begun(reference, camdenSays(reference));
            assertThatThrownBy(() -> signing().nudge(BRENT_LEAD, reference, CAMDEN))
                    .isInstanceOf(WrongState.class)
                    .hasMessageContaining("is draft");
            signing().propose(GLA_LEAD, reference, null);
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
}
