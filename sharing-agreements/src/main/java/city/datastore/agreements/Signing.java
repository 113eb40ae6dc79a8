package city.datastore.agreements;

import city.datastore.agreements.Agreement.Head;
import city.datastore.agreements.Agreement.Offered;
import city.datastore.agreements.Agreement.Signature;
import city.datastore.agreements.Agreement.Stop;
import city.datastore.agreements.AgreementException.WrongAgency;
import city.datastore.agreements.AgreementException.WrongState;
import city.datastore.agreements.Signatories.Call;
import city.datastore.audit.names.AgencyCode;

/** Rules of signing, reminding and leaving that several states of an agreement have in common. */
final class Signing {
    private Signing() {}

    static void requireOnce(Offered agreement, Signature by) {
        if (agreement.signatories().signature(by.agency()).isPresent()) {
            throw new WrongState(
                    by.agency() + " has already approved " + agreement.head().reference());
        }
    }

    static void requireProvider(Head head, AgencyCode agency) {
        boolean provides =
                head.terms().parties().stream()
                        .anyMatch(party -> party.agency().equals(agency) && party.provides());
        if (!provides) {
            throw new WrongAgency(
                    agency
                            + " gives no data under "
                            + head.reference()
                            + "; only a party that does can invite another agency",
                    null);
        }
    }

    static Signatories nudge(Offered agreement, Signature by, AgencyCode agency) {
        var head = agreement.head();
        var signatories = agreement.signatories();
        if (!head.isParty(agency) || !signatories.waitsFor(agency)) {
            throw new WrongState(
                    head.reference()
                            + " does not wait for "
                            + agency
                            + "; only a party that has not signed yet can be reminded");
        }
        signatories
                .nextNudge(agency)
                .filter(by.at()::isBefore)
                .ifPresent(next -> {
                    throw new WrongState(
                            agency
                                    + " was reminded within a day; it can be reminded again from "
                                    + next);
                });
        return signatories.nudged(new Call(agency, by.agency(), by.at()));
    }

    static Signatories leave(Offered agreement, Signature by) {
        agreement.head().requireParty(by.agency());
        agreement.signatories().requireIn(agreement.head(), by.agency());
        return agreement.signatories().without(Stop.by(by));
    }
}
