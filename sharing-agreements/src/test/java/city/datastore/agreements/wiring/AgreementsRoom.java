package city.datastore.agreements.wiring;

import static city.datastore.agreements.AnAgreement.MPS;
import static city.datastore.agreements.AnAgreement.anAgreement;
import static city.datastore.agreements.wiring.Room.lead;

import city.datastore.access.identity.Caller;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.AgreementLists;
import city.datastore.agreements.Agreements;
import city.datastore.agreements.AnAgreement;
import city.datastore.agreements.Invitations;
import city.datastore.agreements.Succession;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.paging.Page;
import java.util.List;

/** What the tests of agreements share: an open room, and agreements in it. */
abstract class AgreementsRoom extends OpenRoom {
    static final Caller MPS_LEAD = lead(MPS);

    static Agreements agreements() {
        return room().agreements();
    }

    static AgreementLists lists() {
        return room().lists();
    }

    static Invitations invitations() {
        return room().invitations();
    }

    static Succession succession() {
        return room().bean(Succession.class);
    }

    static AgreementRef drafted(AnAgreement agreement) {
        return agreements().draft(BRENT_LEAD, agreement.terms()).value().head().reference();
    }

    static AgreementRef proposed(AnAgreement agreement) {
        AgreementRef reference = drafted(agreement);
        agreements().propose(BRENT_LEAD, reference, null);
        return reference;
    }

    static AgreementRef active() {
        AgreementRef reference = proposed(anAgreement());
        agreements().approve(GLA_LEAD, reference, "", null);
        return reference;
    }

    static String state(AgreementRef reference) {
        return agreements().see(BRENT_LEAD, reference).value().state();
    }

    static List<AgreementRef> references(Page<Agreement> page) {
        return references(page.items());
    }

    static List<AgreementRef> references(List<Agreement> agreements) {
        return agreements.stream().map(each -> each.head().reference()).toList();
    }
}
