package city.datastore.audit.alerts;

import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EventId;
import city.datastore.audit.names.VersionId;
import city.datastore.audit.use.CountedTime;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the rules look at of an event.
 *
 * @param at when, between 1970 and soon after it was stored whatever the event says
 * @param bytes how many bytes were given out; 0 where none were, or the event says fewer
 * @param whole whether no column was kept back
 * @param version which version was read or given out; null where the event names none
 * @param doubted whether it was refused for nothing but a doubt of the platform's
 * @param own whether that version holds records about the person who acted
 */
record Seen(
        EventId id,
        Instant at,
        Alert.Person actor,
        String action,
        String outcome,
        @Nullable DatasetId dataset,
        long bytes,
        boolean whole,
        @Nullable Integer version,
        boolean doubted,
        boolean own) {
    /** The decision to show content, by the name that the gate gives it. */
    static final String READ = "dataset.read";

    /** That bytes of content went out, and how many. */
    static final String RELEASE = "dataset.release";

    /** That emergency access runs from then on, by the name that the change has. */
    static final String EMERGENCY = "emergency.open";

    static final String DONE = "done";
    static final String ALLOWED = "allowed";
    static final String REFUSED = "refused";

    /** Whoever can write the topic can say anything; what cannot be counted must not stop it. */
    Seen {
        at = CountedTime.of(at);
        bytes = Math.max(0, bytes);
    }

    /** What was read, where data was; an event may name a version that there cannot be. */
    @Nullable VersionId read() {
        return allowedReading() && dataset != null && version != null && version >= 1
                ? new VersionId(dataset, version)
                : null;
    }

    /** The same, known to be about the very person who acted. */
    Seen ofThemselves() {
        return new Seen(
                id, at, actor, action, outcome, dataset, bytes, whole, version, doubted, true);
    }

    boolean allowedReading() {
        return action.equals(READ) && outcome.equals(ALLOWED);
    }

    boolean release() {
        return action.equals(RELEASE);
    }

    boolean opensEmergency() {
        return action.equals(EMERGENCY) && outcome.equals(DONE);
    }

    /** Because of who asked for what, not because the platform was in doubt. */
    boolean refusal() {
        return outcome.equals(REFUSED) && !doubted;
    }

    String person() {
        return actor.id().value();
    }
}
