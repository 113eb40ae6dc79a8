package city.datastore.audit.evidence;

import java.time.Duration;

/** Why there is no evidence pack for a search. */
public abstract sealed class EvidenceException extends RuntimeException {
    private EvidenceException(String message) {
        super(message);
    }

    /** The search finds more events than a pack may hold. */
    public static final class TooMany extends EvidenceException {
        public TooMany(int most) {
            super(
                    "the search finds more than "
                            + most
                            + " events, which is the most that an evidence pack holds, or looks"
                            + " through too much of the record to say: narrow it, by time for"
                            + " example, and take several packs");
        }
    }

    /** No checkpoint with all of the log's signatures covers any of the events yet. */
    public static final class NothingProvable extends EvidenceException {
        /** When it is worth asking again. */
        public static final Duration AGAIN_AFTER = Duration.ofSeconds(2);

        public NothingProvable() {
            super(
                    "what the search finds is recorded, not yet provable: no cosigned checkpoint"
                            + " covers any of it; ask again in a few seconds");
        }
    }
}
