package city.datastore.audit.trail;

/** What the public log says of an event, checked the way an outsider would. */
public sealed interface Provable {
    /**
     * It is in the log.
     *
     * @param index of its leaf, from 0
     * @param size of the log under the checkpoint that proves it
     */
    record Proved(long index, long size) implements Provable {}

    /** Something is not as it was recorded; an auditor has to look into it. */
    record Contradicted(String why) implements Provable {}
}
