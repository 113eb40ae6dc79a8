package city.datastore.audit.trail;

import city.datastore.audit.event.AuditEvent;
import java.time.Instant;

/**
 * An event as the record holds it.
 *
 * @param sequence place in the order of storing, from 1
 * @param canonical the exact JSON that was recorded (RFC 8785)
 */
public record StoredEvent(long sequence, Instant storedAt, AuditEvent event, String canonical) {}
