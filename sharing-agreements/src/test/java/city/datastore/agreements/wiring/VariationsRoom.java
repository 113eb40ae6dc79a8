package city.datastore.agreements.wiring;

import static city.datastore.agreements.AnAgreement.BRENT;
import static city.datastore.agreements.AnAgreement.CAMDEN;
import static city.datastore.agreements.AnAgreement.GLA;
import static city.datastore.agreements.AnAgreement.MPS;
import static city.datastore.agreements.AnAgreement.anAgreement;

import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.Agreement.Active;
import city.datastore.agreements.Terms;
import city.datastore.agreements.Terms.Party;
import city.datastore.agreements.VariationSigning;
import city.datastore.agreements.Variations;
import city.datastore.agreements.particulars.Answer;
import city.datastore.agreements.particulars.Place.OfParty;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.RequestId;
import java.util.List;
import java.util.Set;

/** What the tests of next versions have in common: an agreement of four, and changes to it. */
abstract class VariationsRoom extends AgreementsRoom {
    static final Caller CAMDEN_LEAD = Room.lead(CAMDEN);

    /** Brent and Camden give, the GLA and the police receive. */
    static final List<Party> FOUR =
            List.of(
                    new Party(BRENT, "", true, false),
                    new Party(CAMDEN, "", true, false),
                    new Party(GLA, "", false, true),
                    new Party(MPS, "", false, true));

    static Variations variations() {
        return room().bean(Variations.class);
    }

    static VariationSigning signing() {
        return room().bean(VariationSigning.class);
    }

    /** Somebody in that office of the agency, who gave a one-time code. */
    static Caller who(AgencyCode agency, Role role) {
        return new Caller(
                new PersonId(role.code() + "-of-" + agency),
                agency + "." + role.code(),
                agency,
                Set.of(role),
                true,
                new RequestId("request-1"));
    }

    /** In force between those four, signed by the lead of each. */
    AgreementRef ofFour() {
        today();
        AgreementRef reference = proposed(anAgreement().between(FOUR.toArray(Party[]::new)));
        List.of(CAMDEN_LEAD, GLA_LEAD, MPS_LEAD)
                .forEach(lead -> agreements().approve(lead, reference, "", null));
        return reference;
    }

    static Terms terms(AgreementRef reference) {
        return seen(reference).head().terms();
    }

    static Active seen(AgreementRef reference) {
        return (Active) agreements().see(BRENT_LEAD, reference).value();
    }

    static void begun(AgreementRef reference, Terms terms) {
        Agreement draft = variations().begin(BRENT_LEAD, reference).value();
        variations().edit(BRENT_LEAD, reference, draft.head().revision(), terms);
    }

    /** Brent corrects what is said of Camden, which concerns Camden alone. */
    static Terms camdenSays(AgreementRef reference) {
        Terms terms = terms(reference);
        return terms.with(
                terms.particulars()
                        .with(new OfParty(CAMDEN), "ig-lead", Answer.of("ig@camden.example")));
    }

    /** Camden gave nothing that anybody read. */
    static Terms withoutCamden(AgreementRef reference) {
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
}
