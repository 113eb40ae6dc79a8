package city.datastore.audit.use;

import java.time.Instant;

/**
 * The time under which an event is counted. An event may say any time that the record can hold, and
 * days before or after it that neither tables nor calendars have; counting has to go on past it.
 */
public final class CountedTime {
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    private CountedTime() {}

    /** That time, or the nearest one between 1970 and 9999. */
    public static Instant of(Instant at) {
        if (at.isBefore(EARLIEST)) {
            return EARLIEST;
        }
        return at.isAfter(LATEST) ? LATEST : at;
    }
}
