package city.datastore.agreements;

import city.datastore.access.policy.Act;
import city.datastore.access.policy.Target;
import city.datastore.agreements.Agreement.Head;
import city.datastore.agreements.Agreement.Offered;
import city.datastore.agreements.Agreement.Proposed;
import city.datastore.audit.names.AgencyCode;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the gate is asked about an agreement: who is a party to it, and who offered it. */
public final class AgreementTarget {
    private AgreementTarget() {}

    /** Of one that is about to be drafted. */
    static Target of(Terms terms) {
        var parties = terms.parties().stream().map(Terms.Party::agency).collect(Collectors.toSet());
        return new Target.OfAgreement(null, null, parties, null, /* secondFactor= */ false);
    }

    /** When it does not matter how somebody signed in. */
    public static Target of(Act act, Agreement agreement) {
        return of(act, agreement, /* secondFactor= */ false);
    }

    /** A party that has left an agreement still sees it, and does nothing with it. */
    static Target of(Act act, Agreement agreement, boolean secondFactor) {
        Head head = agreement.head();
        Set<AgencyCode> parties =
                head.parties().stream()
                        .filter(agency ->
                                act == Act.SEE_AGREEMENT
                                        || !(agreement instanceof Offered offered)
                                        || !offered.signatories().left(agency))
                        .collect(Collectors.toUnmodifiableSet());
        return new Target.OfAgreement(
                head.reference(), head.version(), parties, offeredBy(agreement), secondFactor);
    }

    /** Parties of either version may see it; those that have left the present one may not act. */
    public static Target of(Varied varied, boolean secondFactor) {
        return of(varied, varied.next().head(), secondFactor);
    }

    /**
     * The same of one text above the present version, which may have been withdrawn: of the next
     * one's parties those that it names.
     */
    static Target of(Varied varied, Head text, boolean secondFactor) {
        Head head = varied.next().head();
        var parties = new HashSet<AgencyCode>();
        head.parties().stream().filter(text::isParty).forEach(parties::add);
        parties.addAll(
                varied.now().head().parties().stream()
                        .filter(agency -> !varied.now().signatories().left(agency))
                        .collect(Collectors.toSet()));
        return new Target.OfAgreement(
                head.reference(), head.version(), parties, offeredBy(varied.next()), secondFactor);
    }

    /** Of a text that never was in force: parties that it names, and those that have signed. */
    static Target neverInForce(Agreement live, Head text) {
        Head head = live.head();
        Set<AgencyCode> parties =
                head.parties().stream()
                        .filter(agency ->
                                text.isParty(agency)
                                        || (live instanceof Offered offered
                                                && offered.hasSigned(agency)))
                        .collect(Collectors.toUnmodifiableSet());
        return new Target.OfAgreement(
                head.reference(),
                head.version(),
                parties,
                offeredBy(live),
                /* secondFactor= */ false);
    }

    private static @Nullable AgencyCode offeredBy(Agreement agreement) {
        return agreement instanceof Proposed proposed ? proposed.offeredBy().agency() : null;
    }
}
