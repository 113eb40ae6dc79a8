package city.datastore.agreements;

import city.datastore.agreements.Agreement.Head;
import city.datastore.agreements.Agreement.Offered;
import city.datastore.agreements.Agreement.Signature;
import city.datastore.agreements.Agreement.Stop;
import city.datastore.agreements.AgreementException.WrongAgency;
import city.datastore.agreements.AgreementException.WrongSigner;
import city.datastore.agreements.AgreementException.WrongState;
import city.datastore.agreements.Signatories.Call;
import city.datastore.audit.calendar.UkTime;
import city.datastore.audit.names.AgencyCode;
import java.util.stream.Stream;

/** Rules of signing, reminding and leaving that several states of an agreement have in common. */
final class Signing {
    private Signing() {}

    static void requireOnce(Offered agreement, Signature by) {
        if (agreement.signatories().signature(by.agency()).isPresent()) {
            throw new WrongState(
                    by.agency() + " has already approved " + agreement.head().reference());
        }
        requireAnother(agreement, by);
    }

    static Signatories signOff(Offered agreement, Signature by, String office) {
        var signatories = agreement.signatories();
        String reference = agreement.head().reference().value();
        if (signatories.signature(by.agency(), office).isPresent()) {
            throw new WrongState(
                    "the "
                            + office
                            + " of "
                            + by.agency()
                            + " has already signed off "
                            + reference);
        }
        if (!office.equals(Offices.ADVISER) && !signatories.demanded().contains(office)) {
            throw new WrongState(reference + " does not take the signature of a " + office);
        }
        requireAnother(agreement, by);
        return signatories.with(new Signatories.SignOff(office, by));
    }

    private static void requireAnother(Offered agreement, Signature by) {
        requireAnother(agreement.head(), agreement.signatories().marks(), by);
    }

    /** Nobody puts their name to one text twice: not in two offices, and not for two parties. */
    static void requireAnother(Head head, Stream<Signature> marks, Signature by) {
        marks.filter(each -> each.person().equals(by.person()))
                .findFirst()
                .ifPresent(each -> {
                    throw new WrongSigner(
                            "own-signature",
                            "you have signed "
                                    + head.reference()
                                    + " for "
                                    + each.agency()
                                    + " already; nobody signs "
                                    + (each.agency().equals(by.agency())
                                            ? "in two offices"
                                            : "for two parties, so somebody else of "
                                                    + by.agency()
                                                    + " has to sign"));
                });
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
        requireWaiting(head.isParty(agency) && signatories.waitsFor(agency), head, agency);
        if (agency.equals(by.agency())) {
            throw new WrongState(
                    agency
                            + " is not reminded by itself: "
                            + head.reference()
                            + " waits for a signature of your own agency");
        }
        signatories
                .nextNudge(agency)
                .filter(by.at()::isBefore)
                .ifPresent(next -> {
                    throw new WrongState(
                            agency
                                    + " was reminded within a day; it can be reminded again from "
                                    + UkTime.time(next));
                });
        return signatories.nudged(new Call(agency, by.agency(), by.at()));
    }

    /** Nobody is reminded of what does not wait for them. */
    static void requireWaiting(boolean waits, Head head, AgencyCode agency) {
        if (!waits) {
            throw new WrongState(
                    head.reference()
                            + " does not wait for "
                            + agency
                            + "; only a party that has still to sign can be reminded");
        }
    }

    static Signatories leave(Offered agreement, Signature by) {
        agreement.head().requireParty(by.agency());
        agreement.signatories().requireIn(agreement.head(), by.agency());
        return agreement.signatories().without(Stop.by(by));
    }
}
