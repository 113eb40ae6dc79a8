package city.datastore.audit.alerts;

import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EventId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the rules look at of an event.
 *
 * @param bytes how many bytes were given out; 0 where none were
 * @param whole whether no column was kept back
 */
record Seen(
        EventId id,
        Instant at,
        Alert.Person actor,
        String action,
        String outcome,
        @Nullable DatasetId dataset,
        long bytes,
        boolean whole) {
    /** The decision to show content, by the name that the gate gives it. */
    static final String READ = "dataset.read";

    /** That bytes of content went out, and how many. */
    static final String RELEASE = "dataset.release";

    static final String ALLOWED = "allowed";
    static final String REFUSED = "refused";

    boolean allowedReading() {
        return action.equals(READ) && outcome.equals(ALLOWED);
    }

    boolean release() {
        return action.equals(RELEASE);
    }

    boolean refusal() {
        return outcome.equals(REFUSED);
    }

    String person() {
        return actor.id().value();
    }
}
