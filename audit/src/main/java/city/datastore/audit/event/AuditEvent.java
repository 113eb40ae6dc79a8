package city.datastore.audit.event;

import city.datastore.audit.names.EventId;
import city.datastore.audit.names.RequestId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One line of the record: who did what to what, when, and how it ended. Its time is kept to the
 * millisecond.
 */
public record AuditEvent(
        EventId id,
        Instant at,
        Actor actor,
        Action action,
        About about,
        Outcome outcome,
        RequestId request) {

    public AuditEvent {
        at = at.truncatedTo(ChronoUnit.MILLIS);
    }

    public static AuditEvent now(
            Instant now,
            Actor actor,
            Action action,
            About about,
            Outcome outcome,
            RequestId request) {
        return new AuditEvent(EventId.at(now), now, actor, action, about, outcome, request);
    }
}
