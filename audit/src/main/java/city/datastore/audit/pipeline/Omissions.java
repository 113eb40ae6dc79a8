package city.datastore.audit.pipeline;

import city.datastore.audit.names.EventId;

/**
 * Whom the pipeline tells of what was recorded and has no place in the record; in the transaction
 * that leaves it out, so that nothing is left out in silence.
 */
public interface Omissions {
    /**
     * An event was set aside.
     *
     * @param reason why the record could not take it, in words without content
     */
    void setAside(EventId event, int partition, long offset, String reason);
}
