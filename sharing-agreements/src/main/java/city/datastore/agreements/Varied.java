package city.datastore.agreements;

import city.datastore.agreements.Agreement.Active;
import city.datastore.agreements.Agreement.Offered;
import city.datastore.agreements.Agreement.Proposed;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An agreement in force and its next version beside it.
 *
 * @param next a draft or a proposal
 * @param asked the parties that have to sign the next version before it takes the other's place
 */
public record Varied(Offered now, Agreement next, List<AgencyCode> asked) {
    public Varied {
        asked = List.copyOf(asked);
    }

    /** Of a next version that has been proposed. */
    public static Varied of(Offered now, Offered next) {
        return new Varied(now, next, Varying.asked(now, next, next.signatories().demanded()));
    }

    /**
     * Whether whoever sees the agreement sees the next version: not where their agency has left.
     */
    public boolean isShownTo(@Nullable AgencyCode agency) {
        return agency == null || next.head().isParty(agency) || !now.signatories().left(agency);
    }

    /** Those that either version names. */
    Set<DatasetId> datasetIds() {
        var named = new HashSet<>(now.head().terms().datasetIds());
        named.addAll(next.head().terms().datasetIds());
        return named;
    }

    /** The parties that it names and that have left the agreement. */
    public List<AgencyCode> left() {
        return next.head().parties().stream().filter(now.signatories()::left).toList();
    }

    /** What changes, in the order of the terms. */
    public List<TermsDiff.Change> changes() {
        return TermsDiff.of(now.head().terms(), next.head().terms());
    }

    /** Those of them that have still to sign it, in any office. */
    public List<AgencyCode> waitingFor() {
        return next instanceof Offered offered ? Varying.waitingFor(now, offered) : asked;
    }

    /** The next version with every signature that counts for it; a draft has none. */
    public Agreement counting() {
        return next instanceof Offered offered
                ? new Proposed(offered.head(), Varying.counting(now, offered))
                : next;
    }

    /**
     * The next version as it will stand: signed by all who have signed the present one, and by
     * those that come in by it and have signed it already.
     */
    public Active inForce() {
        Signatories signatories =
                next instanceof Offered offered
                        ? now.signatories()
                                .carrying(
                                        offered.signatories(),
                                        next.head().parties().stream()
                                                .filter(this::comesIn)
                                                .filter(offered::hasSigned)
                                                .toList())
                        : now.signatories();
        return new Active(next.head(), signatories);
    }

    /**
     * Whether the next version takes the agency's signature yet: as one that it concerns, or as one
     * that has not signed the present version either and comes in by it.
     */
    public boolean waitsFor(AgencyCode agency) {
        return counting() instanceof Offered counted
                && counted.head().isParty(agency)
                && counted.signatories().waitsFor(agency)
                && !now.signatories().left(agency);
    }

    /** Whether the agency comes in by it: it has not signed the present version, and not left. */
    public boolean comesIn(AgencyCode agency) {
        return next.head().isParty(agency)
                && !now.hasSigned(agency)
                && !now.signatories().left(agency);
    }

    /** Whether it takes the signature of that office of the agency yet. */
    public boolean waitsFor(AgencyCode agency, String office) {
        return waitsFor(agency)
                && counting() instanceof Offered counted
                && counted.signatories().missing(agency).contains(office);
    }
}
