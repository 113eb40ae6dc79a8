package city.datastore.agreements.wiring;

import static city.datastore.agreements.AnAgreement.BRENT;
import static city.datastore.agreements.AnAgreement.CAMDEN;
import static city.datastore.agreements.AnAgreement.GLA;
import static city.datastore.agreements.AnAgreement.MPS;
import static city.datastore.agreements.AnAgreement.SPEND;
import static city.datastore.agreements.AnAgreement.anAgreement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.agreements.AgreementException.WrongAgency;
import city.datastore.agreements.AgreementException.WrongSigner;
import city.datastore.agreements.Terms;
import city.datastore.agreements.Terms.Party;
import city.datastore.agreements.particulars.Answer;
import city.datastore.agreements.particulars.Place.OfParty;
import city.datastore.agreements.signing.SealedSignature;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.RequestId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Who signs a next version, and who need not. */
class VariationSignersIT extends VariationsRoom {
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
            agreements().propose(who(BRENT, Role.IG_LEAD), reference, null);
            for (AgencyCode each : List.of(CAMDEN, GLA, MPS)) {
                agreements().approve(who(each, Role.IG_LEAD), reference, "", null);
            }
            for (AgencyCode each : List.of(BRENT, CAMDEN, GLA, MPS)) {
                agreements().signOff(who(each, Role.SIRO), reference, "siro", "", null);
            }
            return reference;
        }

        @Test
        void keeps_the_signatures_of_its_offices_and_their_seals_where_its_lead_proposed() {
            AgreementRef reference = signedByRiskOwners();
            assertThat(seen(reference).signatories().demanded()).containsExactly("siro");
            begun(reference, camdenSays(reference));
            signing().propose(who(BRENT, Role.IG_LEAD), reference, null);
            signing().approve(who(CAMDEN, Role.IG_LEAD), reference, "", null);
            var adopted = signing().signOff(who(CAMDEN, Role.SIRO), reference, "siro", "", null);

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
            agreements().signOff(adviser, reference, "dpo", "Mind it.", null);
            List.of(CAMDEN_LEAD, GLA_LEAD, MPS_LEAD)
                    .forEach(lead -> agreements().approve(lead, reference, "", null));
            begun(reference, camdenSays(reference));
            signing().propose(BRENT_LEAD, reference, null);
            signing().signOff(adviser, reference, "dpo", "Mind that, too.", null);

            var adopted = signing().approve(CAMDEN_LEAD, reference, "", null).value();

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
            signing().propose(GLA_LEAD, reference, null);
            var moved =
                    new Caller(
                            BRENT_LEAD.person(),
                            "brent.ig",
                            CAMDEN,
                            Set.of(Role.IG_LEAD),
                            false,
                            new RequestId("request-1"));

            assertThatThrownBy(() -> signing().approve(moved, reference, "", null))
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

            var adopted = signing().propose(BRENT_LEAD, reference, null).value();

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
            agreements().propose(who(BRENT, Role.IG_LEAD), reference, null);
            for (AgencyCode each : List.of(CAMDEN, GLA)) {
                agreements().approve(who(each, Role.IG_LEAD), reference, "", null);
            }
            for (AgencyCode each : List.of(BRENT, CAMDEN, GLA)) {
                agreements().signOff(who(each, Role.SIRO), reference, "siro", "", null);
            }
            begun(reference, camdenSays(reference));
            signing().propose(who(BRENT, Role.IG_LEAD), reference, null);
            return reference;
        }

        @Test
        void does_not_sign_the_present_one_in_another_office_and_the_refusal_is_on_the_record() {
            AgreementRef reference = offeredTwice();
            signing().signOff(both, reference, "siro", "", null);

            assertThatThrownBy(() -> agreements().approve(both, reference, "", null))
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
            agreements().approve(who(MPS, Role.IG_LEAD), reference, "", null);
            signing().signOff(moved, reference, "siro", "", null);

            assertThatThrownBy(() -> agreements().signOff(both, reference, "siro", "", null))
                    .isInstanceOf(WrongSigner.class);
        }

        @Test
        void signs_the_present_one_in_the_same_office() {
            AgreementRef reference = offeredTwice();
            signing().signOff(both, reference, "siro", "", null);

            agreements().signOff(both, reference, "siro", "", null);
            agreements().approve(who(MPS, Role.IG_LEAD), reference, "", null);

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
            signing().propose(who(BRENT, Role.IG_LEAD), reference, null);
            signing().signOff(both, reference, "siro", "", null);

            agreements().approve(both, reference, "", null);

            assertThat(seen(reference).signatories().signature(MPS)).isPresent();
        }
    }
}
