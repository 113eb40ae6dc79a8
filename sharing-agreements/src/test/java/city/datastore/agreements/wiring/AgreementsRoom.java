package city.datastore.agreements.wiring;

import static city.datastore.agreements.AnAgreement.BRENT;
import static city.datastore.agreements.AnAgreement.GLA;
import static city.datastore.agreements.AnAgreement.MPS;
import static city.datastore.agreements.AnAgreement.SPEND;
import static city.datastore.agreements.AnAgreement.TODAY;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of agreements share: a room with the real PostgreSQL, and agreements in it. */
abstract class AgreementsRoom {
    static final Caller BRENT_LEAD = lead(BRENT);
    static final Caller GLA_LEAD = lead(GLA);
    static final Caller MPS_LEAD = lead(MPS);

    private static @Nullable Room opened;

    @BeforeAll
    static void open() {
        opened = new Room();
    }

    @AfterAll
    static void close() {
        room().close();
    }

    static Room room() {
        if (opened == null) {
            throw new IllegalStateException("the room is not open");
        }
        return opened;
    }

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

    @BeforeEach
    void today() {
        room().clock.turnTo(TODAY);
        room().changes.broken = false;
        room().decisions.broken = false;
        room().city.know(SPEND, List.of("Payment Date", "Vendor Name 2", "Amount"));
    }

    static AgreementRef drafted(AnAgreement agreement) {
        return agreements().draft(BRENT_LEAD, agreement.terms()).value().head().reference();
    }

    static AgreementRef proposed(AnAgreement agreement) {
        AgreementRef reference = drafted(agreement);
        agreements().propose(BRENT_LEAD, reference);
        return reference;
    }

    static AgreementRef active() {
        AgreementRef reference = proposed(anAgreement());
        agreements().approve(GLA_LEAD, reference, "");
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
