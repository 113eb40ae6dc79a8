package city.datastore.access.policy;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EmergencyId;
import city.datastore.audit.names.PersonId;
import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A grant for an emergency: one person may see named columns about one other person, for hours.
 *
 * @param agency that the holder acts for
 * @param role the duty role that gives it
 * @param ended before its time
 */
public record EmergencyAccess(
        EmergencyId id,
        PersonId holder,
        AgencyCode agency,
        DatasetId dataset,
        String role,
        EmergencySubject subject,
        SortedSet<String> columns,
        Instant from,
        Instant until,
        boolean ended) {

    public EmergencyAccess {
        columns = Collections.unmodifiableSortedSet(new TreeSet<>(columns));
    }

    public EmergencyAccess(
            EmergencyId id,
            PersonId holder,
            AgencyCode agency,
            DatasetId dataset,
            String role,
            EmergencySubject subject,
            Set<String> columns,
            Instant from,
            Instant until,
            boolean ended) {
        this(
                id,
                holder,
                agency,
                dataset,
                role,
                subject,
                new TreeSet<>(columns),
                from,
                until,
                ended);
    }

    /** Within {@code [from, until)} and not ended. */
    public boolean inForceAt(Instant instant) {
        return !ended && !instant.isBefore(from) && instant.isBefore(until);
    }
}
