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

    /**
     * The topic did not hold what was to be read next.
     *
     * @param from from which offset on nothing was read
     * @param to where reading goes on; before {@code from} where the topic had lost its end
     */
    void skipped(int partition, long from, long to);

    /** The topic was made anew, whatever the one before still held. */
    void madeAnew();
}
