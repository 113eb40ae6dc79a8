package city.datastore.access.clocks;

import java.time.Instant;

/**
 * What the database's clock said between two instants of the node's monotonic clock. From then on
 * the node can tell what it says now, as long as both clocks run: to within the time between.
 *
 * @param before of the monotonic clock, in nanoseconds, before the database was asked
 * @param after when it had answered
 */
public record Sighting(long before, Instant at, long after) {
    private static final long NANOS_A_MILLI = 1_000_000;

    /** The least that the database's clock can say at that instant, in milliseconds since 1970. */
    long least(long nanos) {
        return at.toEpochMilli() + (nanos - after) / NANOS_A_MILLI;
    }

    /** And the most. */
    long most(long nanos) {
        return at.toEpochMilli() + (nanos - before) / NANOS_A_MILLI;
    }
}
