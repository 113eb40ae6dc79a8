package city.datastore.agreements;

import city.datastore.agreements.Agreement.Offered;
import city.datastore.audit.names.AgencyCode;
import java.util.List;

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

    /** What changes, in the order of the terms. */
    public List<TermsDiff.Change> changes() {
        return TermsDiff.of(now.head().terms(), next.head().terms());
    }

    /** Those of them that have still to sign it, in any office. */
    public List<AgencyCode> waitingFor() {
        return next instanceof Offered offered ? Varying.waitingFor(now, offered) : asked;
    }
}
