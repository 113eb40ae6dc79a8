package city.datastore.access.ownerrules;

import city.datastore.audit.names.AgencyCode;
import java.util.List;

/**
 * Whom a rule would stop or bind now: what its owner is shown before setting it. Counts, no names.
 *
 * @param agencies those whose people are stopped, by code
 */
public record Reach(List<OfAgency> agencies) {
    public Reach {
        agencies = List.copyOf(agencies);
    }

    /** People of one agency, and the grants in force that they hold. */
    public record OfAgency(AgencyCode agency, long people, long grants, long datasets) {}

    public long people() {
        return agencies.stream().mapToLong(OfAgency::people).sum();
    }

    public long grants() {
        return agencies.stream().mapToLong(OfAgency::grants).sum();
    }
}
