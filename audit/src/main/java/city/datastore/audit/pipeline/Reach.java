package city.datastore.audit.pipeline;

import city.datastore.audit.names.EventId;
import java.time.Duration;
import java.time.Instant;

/**
 * How far the log has come, as was seen last.
 *
 * @param until whatever was recorded before is in the log; the epoch while nobody has found out
 * @param waiting how many events are recorded and not in the log, those in the outbox among them;
 *     of the latter no more than 10,000 are counted
 */
public record Reach(Instant until, long waiting) {
    /** Nobody has looked yet. */
    public static final Reach UNKNOWN = new Reach(Instant.EPOCH, 0);

    /** An id is made before its event is recorded, and maybe by another clock. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    /**
     * Whether an event of this id, which the log does not hold, may be recorded all the same. That
     * there is one nobody can tell from its id.
     */
    public boolean mayStillCome(EventId id, Instant now) {
        return id.madeAt()
                .filter(made -> made.isAfter(until.minus(MARGIN)))
                .filter(made -> made.isBefore(now.plus(MARGIN)))
                .isPresent();
    }

    public boolean known() {
        return !until.equals(Instant.EPOCH);
    }

    /** Whether everything is in the log but for what was recorded in the last ten seconds. */
    public boolean upToDate(Instant now) {
        return until.isAfter(now.minus(MARGIN));
    }
}
