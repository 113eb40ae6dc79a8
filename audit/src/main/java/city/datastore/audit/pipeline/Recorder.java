package city.datastore.audit.pipeline;

import city.datastore.audit.event.AuditEvent;

/** Puts a decision on the record before its answer is used (law 1: no record, no byte). */
public interface Recorder {
    /**
     * Returns once Kafka has acknowledged the event from all in-sync replicas.
     *
     * @throws NotRecordedException when it could not be acknowledged in time; nothing may then be
     *     released
     */
    void record(AuditEvent event);
}
