package city.datastore.audit.alerts;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.EventId;
import city.datastore.audit.names.PersonId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That somebody looked at an alert, and what came of it.
 *
 * @param event the event by which the review itself is on the record
 */
public record Review(
        PersonId by,
        String byName,
        @Nullable AgencyCode agency,
        Instant at,
        ReviewOutcome outcome,
        String note,
        EventId event) {
    /** Longest note, in characters. */
    public static final int MAX_NOTE = 2_000;
}
