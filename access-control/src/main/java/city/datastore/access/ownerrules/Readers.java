package city.datastore.access.ownerrules;

import city.datastore.audit.names.AgencyCode;
import java.util.List;

/**
 * People whose grants in force a rule would concern now, counted, and the first of them by name.
 *
 * @param people at most {@value #MOST_NAMED}, by agency and name
 */
public record Readers(Reach reach, List<Reader> people) {
    /** Most that are named; the rest is counted. */
    public static final int MOST_NAMED = 50;

    public Readers {
        people = List.copyOf(people);
    }

    /** Somebody who holds a grant. */
    public record Reader(AgencyCode agency, String name) {}

    /** How many are counted and not named. */
    public long more() {
        return Math.max(0, reach.people() - people.size());
    }
}
