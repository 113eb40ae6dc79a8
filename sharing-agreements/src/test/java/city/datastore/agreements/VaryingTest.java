package city.datastore.agreements;

import static city.datastore.agreements.AnAgreement.BRENT;
import static city.datastore.agreements.AnAgreement.CAMDEN;
import static city.datastore.agreements.AnAgreement.GLA;
import static city.datastore.agreements.AnAgreement.HMO;
import static city.datastore.agreements.AnAgreement.MPS;
import static city.datastore.agreements.AnAgreement.SPEND;
import static city.datastore.agreements.AnAgreement.TODAY;
import static city.datastore.agreements.AnAgreement.anAgreement;
import static city.datastore.agreements.AnAgreement.by;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Protection;
import city.datastore.access.policy.RowFilter;
import city.datastore.access.policy.Treatment;
import city.datastore.agreements.Agreement.Active;
import city.datastore.agreements.Agreement.Draft;
import city.datastore.agreements.Agreement.Proposed;
import city.datastore.agreements.Agreement.Signature;
import city.datastore.agreements.AgreementException.WrongAgency;
import city.datastore.agreements.AgreementException.WrongState;
import city.datastore.agreements.Terms.Party;
import city.datastore.agreements.Terms.Scope;
import city.datastore.agreements.particulars.Answer;
import city.datastore.agreements.particulars.Place.OfColumn;
import city.datastore.agreements.particulars.Place.OfParty;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.PersonId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Brent gives, the GLA and the police receive, Camden gives nothing of interest yet. */
class VaryingTest {
    private static final List<Party> FOUR =
            List.of(
                    new Party(BRENT, "", true, false),
                    new Party(CAMDEN, "", true, false),
                    new Party(GLA, "", false, true),
                    new Party(MPS, "", false, true));

    private final Active now = anAgreement().between(FOUR.toArray(Party[]::new)).active();
    private final Terms terms = now.head().terms();

    private Terms with(List<Party> parties, List<Scope> datasets, String title) {
        return new Terms(
                title,
                parties,
                datasets,
                terms.purposes(),
                terms.actions(),
                terms.lawfulBasis(),
                terms.starts(),
                terms.ends(),
                terms.reviewDue(),
                terms.particulars());
    }

    private Terms saying(AgencyCode party, String contact) {
        return terms.with(
                terms.particulars().with(new OfParty(party), "ig-lead", Answer.of(contact)));
    }

    private Draft begun(Terms newTerms) {
        return Varying.begin(now, by(BRENT)).edit(by(BRENT), newTerms);
    }

    /** The same agreement, where it takes risk owners, which have signed. */
    private static Active signedOff(Active active, AgencyCode... agencies) {
        var taken =
                new Signatories(
                        active.signatories().since(),
                        active.signatures(),
                        Set.of("siro"),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of());
        return new Active(active.head(), signedOff(taken, agencies));
    }

    private static Signatories signedOff(Signatories signatories, AgencyCode... agencies) {
        Signatories signed = signatories;
        for (AgencyCode agency : agencies) {
            var owner = new PersonId("siro-of-" + agency);
            signed =
                    signed.with(
                            new Signatories.SignOff(
                                    "siro", new Signature(agency, owner, "siro", TODAY, "")));
        }
        return signed;
    }

    private List<AgencyCode> asked(Terms newTerms) {
        return Varying.asked(now, begun(newTerms), Set.of());
    }

    @Nested
    class A_next_version {
        @Test
        void has_the_next_number_and_starts_with_the_present_terms() {
            Draft begun = Varying.begin(now, by(GLA));
            assertThat(begun.head().version()).isEqualTo(2);
            assertThat(begun.head().terms()).isEqualTo(terms);
            assertThat(begun.head().revision()).isEqualTo(now.head().revision() + 1);
        }

        @Test
        void starts_without_the_parties_that_have_left_their_data_and_what_is_said_of_both() {
            var scopes =
                    List.of(
                            new Scope(SPEND, ColumnScope.ALL),
                            new Scope(HMO, ColumnScope.only(List.of("Licence"))));
            Terms whole = with(FOUR, scopes, terms.title());
            var said =
                    whole.particulars()
                            .with(new OfParty(BRENT), "ig-lead", Answer.of("ig@brent.example"));
            var all =
                    said.with(new OfParty(CAMDEN), "ig-lead", Answer.of("ig@camden.example"))
                            .with(new OfColumn(HMO, "Licence"), "category", Answer.of("contact"));
            var head = now.head().changed(whole.with(all));
            var left = new Active(head, now.signatories()).leave(by(CAMDEN));

            Terms begun = Varying.begin(left, by(GLA)).head().terms();

            assertThat(begun.parties()).extracting(Party::agency).containsExactly(BRENT, GLA, MPS);
            assertThat(begun.datasets()).containsExactly(scopes.getFirst());
            assertThat(begun.particulars()).isEqualTo(said);
        }

        @Test
        void is_begun_only_by_who_stands_by_an_agreement_in_force() {
            assertThatThrownBy(() -> Varying.begin(anAgreement().proposed(), by(BRENT)))
                    .isInstanceOf(WrongState.class)
                    .hasMessageContaining("only an active or suspended agreement");
            var waiting =
                    (Active)
                            anAgreement()
                                    .between(FOUR.toArray(Party[]::new))
                                    .approvedByAllButTheLast();
            assertThatThrownBy(() -> Varying.begin(waiting, by(MPS)))
                    .isInstanceOf(WrongAgency.class);
        }
    }

    @Nested
    class Those_who_have_to_sign {
        @Test
        void are_nobody_when_nothing_changes() {
            assertThat(asked(terms)).isEmpty();
        }

        @Test
        void are_all_when_what_is_said_for_all_changes() {
            assertThat(asked(with(terms.parties(), terms.datasets(), "Another title")))
                    .containsExactly(BRENT, CAMDEN, GLA, MPS);
        }

        @Test
        void are_the_one_party_of_which_something_else_is_said() {
            assertThat(asked(saying(CAMDEN, "ig@camden.example"))).containsExactly(CAMDEN);
        }

        @Test
        void are_the_giver_and_the_receivers_of_a_dataset_that_changes() {
            var narrower = List.of(new Scope(SPEND, ColumnScope.only(List.of("Amount"))));
            assertThat(asked(with(terms.parties(), narrower, terms.title())))
                    .containsExactly(BRENT, GLA, MPS);
        }

        @Test
        void are_the_giver_and_the_receivers_of_a_dataset_that_is_protected_otherwise() {
            var scope = terms.datasets().getFirst();
            var masked =
                    new Scope(
                            scope.dataset(),
                            scope.columns(),
                            new Protection(Map.of("Amount", Treatment.MASKED), RowFilter.NONE));
            var others =
                    Stream.concat(Stream.of(masked), terms.datasets().stream().skip(1)).toList();
            assertThat(asked(with(terms.parties(), others, terms.title())))
                    .containsExactly(BRENT, GLA, MPS);
        }

        @Test
        void are_those_who_give_when_somebody_else_receives() {
            var wider =
                    Stream.concat(
                                    FOUR.stream(),
                                    Stream.of(new Party(new AgencyCode("lfb"), "", false, true)))
                            .toList();
            assertThat(asked(with(wider, terms.datasets(), terms.title())))
                    .containsExactly(BRENT, CAMDEN);
        }

        @Test
        void are_all_that_lack_the_signature_of_an_office_it_takes() {
            assertThat(Varying.asked(now, begun(terms), Set.of("siro")))
                    .containsExactly(BRENT, CAMDEN, GLA, MPS);
        }
    }

    @Nested
    class It_takes_the_other_s_place {
        private final Proposed next =
                begun(saying(CAMDEN, "ig@camden.example")).propose(by(BRENT), Set.of());

        @Test
        void when_all_have_signed_whom_it_concerns() {
            assertThat(Varying.adopted(now, next)).isEmpty();
            var signed = new Proposed(next.head(), next.approve(by(CAMDEN)).signatories());
            var adoption = Varying.adopted(now, signed).orElseThrow();
            assertThat(adoption.carried()).containsExactly(BRENT, GLA, MPS);
            var active = adoption.agreement();
            assertThat(active.head().version()).isEqualTo(2);
            assertThat(active.head().revision()).isEqualTo(now.head().revision() + 1);
            assertThat(active.waitingFor()).isEmpty();
        }

        @Test
        void and_nobody_is_out_whom_it_does_not_concern_whatever_they_signed_of_it() {
            var inForce = signedOff(now, BRENT, CAMDEN, GLA, MPS);
            var proposed =
                    Varying.begin(inForce, by(BRENT))
                            .edit(by(BRENT), saying(CAMDEN, "ig@camden.example"))
                            .propose(by(BRENT), Set.of("siro"));
            var byLead = new Proposed(proposed.head(), proposed.approve(by(CAMDEN)).signatories());
            assertThat(Varying.adopted(inForce, byLead)).isEmpty();

            var signed = new Proposed(proposed.head(), signedOff(byLead.signatories(), CAMDEN));
            var active = Varying.adopted(inForce, signed).orElseThrow().agreement();

            assertThat(active.waitingFor()).isEmpty();
            assertThat(active.signatories().signOffs()).hasSize(4);
            assertThat(active.signatures()).hasSize(4);
        }

        @Test
        void when_one_that_it_does_not_concern_has_signed_in_an_office_that_it_takes() {
            var proposed =
                    begun(saying(CAMDEN, "ig@camden.example")).propose(by(CAMDEN), Set.of("siro"));
            var signed =
                    new Proposed(
                            proposed.head(), signedOff(proposed.signatories(), BRENT, CAMDEN, GLA));
            assertThat(Varying.waitingFor(now, signed)).containsExactly(MPS);
            var last = new Proposed(signed.head(), signedOff(signed.signatories(), MPS));
            assertThat(Varying.adopted(now, last).orElseThrow().agreement().waitingFor()).isEmpty();
        }

        @Test
        void without_one_that_left_meanwhile() {
            Active without = (Active) now.leave(by(CAMDEN, TODAY, "No use."));
            var signatories =
                    next.signatories().without(without.signatories().departures().getFirst());
            var adoption =
                    Varying.adopted(without, new Proposed(next.head(), signatories)).orElseThrow();
            assertThat(adoption.agreement().hasSigned(CAMDEN)).isFalse();
            assertThat(adoption.agreement().hasSigned(GLA)).isTrue();
        }

        @Test
        void not_while_the_present_one_is_suspended() {
            var signed = new Proposed(next.head(), next.approve(by(CAMDEN)).signatories());
            var suspended = now.suspend(by(GLA, TODAY, "a breach"));
            assertThat(Varying.adopted(suspended, signed)).isEmpty();
        }
    }
}
