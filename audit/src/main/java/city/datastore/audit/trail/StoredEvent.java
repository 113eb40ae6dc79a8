package city.datastore.audit.trail;

import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.log.Salt;
import java.time.Instant;

/**
 * An event as the record holds it.
 *
 * @param sequence place in the order of storing, from 1
 * @param canonical the exact JSON that was recorded (RFC 8785)
 * @param salt with it the canonical bytes give the entry that the public log shows
 */
public record StoredEvent(
        long sequence, Instant storedAt, AuditEvent event, String canonical, Salt salt) {
    /** The index of the event's leaf in the log, from 0. */
    public long leafIndex() {
        return sequence - 1;
    }
}
