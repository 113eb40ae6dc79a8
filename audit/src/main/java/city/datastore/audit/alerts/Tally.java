package city.datastore.audit.alerts;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EventId;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one subject did in one slot of time.
 *
 * @param lastAt the latest time of its events
 * @param dataset null where they concern several or none
 * @param owner null where they concern the data of several agencies or none
 */
record Tally(
        Key key,
        long events,
        long bytes,
        EventId first,
        Instant lastAt,
        @Nullable DatasetId dataset,
        @Nullable AgencyCode owner) {

    /** Which tally it is: what is counted, of whom or what, from which instant on. */
    record Key(Measure measure, String subject, Instant slot) {}

    /** What is counted. */
    enum Measure {
        REFUSALS,
        RELEASES,
        WHOLE_FILES,
        LAST_READING,
        READINGS_OF_DAY,
        EMERGENCIES_OF_DAY
    }

    static Tally first(Key key, Seen event) {
        return new Tally(
                key,
                1,
                event.bytes(),
                event.id(),
                event.at(),
                event.dataset(),
                event.dataset() == null ? null : event.dataset().agency());
    }

    Tally and(Seen event) {
        return and(first(key, event));
    }

    /** Of two that are not negative, as far as there are numbers. */
    private static long sum(long one, long other) {
        long sum = one + other;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    /** Both together, under this one's key. */
    Tally and(Tally later) {
        return new Tally(
                key,
                events + later.events,
                sum(bytes, later.bytes),
                first,
                lastAt.isBefore(later.lastAt) ? later.lastAt : lastAt,
                Objects.equals(dataset, later.dataset) ? dataset : null,
                Objects.equals(owner, later.owner) ? owner : null);
    }
}
