package city.datastore.audit.verify;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;

/**
 * When bodies were deleted under the retention policy, as the tables say, and how long they had to
 * be kept. Both can be written by whoever owns the database: they count only where the log and the
 * checker's own clock agree.
 */
record Deletion(Instant at, Period kept) {
    /** How far clocks may lie apart, and how long an announcement may wait to be carried out. */
    private static final Duration NEAR = Duration.ofDays(2);

    /** Whether an event of this time was past its term. */
    boolean wasDue(Instant event) {
        return !event.atOffset(ZoneOffset.UTC).plus(kept).toInstant().isAfter(at);
    }

    boolean isStillToCome(Instant now) {
        return at.isAfter(now.plus(NEAR));
    }

    /** Whether it happened when the log announced it. */
    boolean isNear(Instant announced) {
        return Duration.between(announced, at).abs().compareTo(NEAR) <= 0;
    }
}
