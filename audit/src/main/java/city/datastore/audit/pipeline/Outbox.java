package city.datastore.audit.pipeline;

import city.datastore.audit.event.AuditEvent;

/**
 * Takes the event of a change inside the transaction that makes it; a relay carries it to Kafka
 * afterwards.
 */
public interface Outbox {
    /** Adds the event to the caller's transaction; there has to be one. */
    void add(AuditEvent event);
}
