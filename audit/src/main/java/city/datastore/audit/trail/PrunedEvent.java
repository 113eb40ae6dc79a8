package city.datastore.audit.trail;

import city.datastore.audit.names.EventId;
import java.time.Instant;
import java.time.Period;

/**
 * An event whose body was deleted under the retention policy. Its leaf stays in the log, so that
 * whoever holds event and receipt can still prove it.
 *
 * @param leafIndex from 0
 * @param kept the term that was in force
 * @param announcement the event that had announced the deletion
 */
public record PrunedEvent(
        EventId id, long leafIndex, Instant prunedAt, Period kept, EventId announcement) {}
