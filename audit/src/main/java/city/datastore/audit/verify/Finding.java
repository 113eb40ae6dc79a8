package city.datastore.audit.verify;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that does not fit.
 *
 * @param index of the entry in the log, from 0; {@link #NO_INDEX} where it is about no single one
 * @param at when the event happened, as far as the tables or Kafka say
 * @param what in words; never holds content of an event
 */
public record Finding(Kind kind, long index, @Nullable Instant at, String what) {
    public static final long NO_INDEX = -1;

    /** What sort of fault it is. */
    public enum Kind {
        MISSING("missing"),
        ALTERED("altered"),
        OUT_OF_ORDER("out of order"),
        INSERTED("inserted"),
        TILE_MISMATCH("tile mismatch"),
        ROOT_MISMATCH("root mismatch"),
        BAD_SIGNATURE("bad signature"),
        SHRUNK("shrunk");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /** One line for people. */
    public String line() {
        return kind.word()
                + (index == NO_INDEX ? "" : " · index " + index)
                + (at == null ? "" : " · " + at)
                + " · "
                + what;
    }
}
