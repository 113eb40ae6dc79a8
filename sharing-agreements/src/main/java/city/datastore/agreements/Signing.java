package city.datastore.agreements;

import city.datastore.agreements.Agreement.Head;
import city.datastore.agreements.Agreement.Offered;
import city.datastore.agreements.Agreement.Signature;
import city.datastore.agreements.Agreement.Stop;
import city.datastore.agreements.AgreementException.WrongAgency;
import city.datastore.agreements.AgreementException.WrongState;
import city.datastore.agreements.Signatories.Call;
import city.datastore.audit.names.AgencyCode;
import java.time.Duration;

/** Rules of signing, reminding and leaving that several states of an agreement have in common. */
final class Signing {
    /** A party is reminded once in that time at most. */
    static final Duration BETWEEN_NUDGES = Duration.ofDays(1);

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
                .nudged(agency)
                .filter(last -> by.at().isBefore(last.plus(BETWEEN_NUDGES)))
                .ifPresent(last -> {
                    throw new WrongState(
                            agency
                                    + " was reminded at "
                                    + last
                                    + "; it can be reminded again from "
                                    + last.plus(BETWEEN_NUDGES));
                });
        return signatories.nudged(new Call(agency, by.agency(), by.at()));
    }

    static Signatories leave(Offered agreement, Signature by) {
        agreement.head().requireParty(by.agency());
        agreement.signatories().requireIn(agreement.head(), by.agency());
        return agreement.signatories().without(Stop.by(by));
    }
}
