package city.datastore.audit.pipeline;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long the sequencer lets events gather before it stores the next group: the more there were
 * for the last one, the longer, because a transaction and a question to Kafka cost much the same
 * for one event as for ten. What comes alone never waits, nor does a group that is full already.
 *
 * <p>Not for several threads.
 */
final class GroupPace {
    private static final Duration SHORTEST = Duration.ofMillis(5);
    private static final Duration LONGEST = Duration.ofMillis(20);
    private static final Duration FOR_EACH = Duration.ofMillis(1);

    private final int full;
    private final LongSupplier nanoTime;
    private long due;

    /**
     * @param full most events that are stored together
     * @param nanoTime as {@link System#nanoTime}
     */
    GroupPace(int full, LongSupplier nanoTime) {
        this.full = full;
        this.nanoTime = nanoTime;
        this.due = nanoTime.getAsLong();
    }

    /** What is left of the time between the group that was noted last and the next one. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, due - nanoTime.getAsLong()));
    }

    /**
     * Notes that a group is being stored now.
     *
     * @param behind how many events there are, in hand or still in Kafka
     */
    void begins(long behind) {
        due = nanoTime.getAsLong() + apart(behind).toNanos();
    }

    /** The time between the beginnings of such a group and the next one. */
    Duration apart(long behind) {
        if (behind >= full) {
            return Duration.ZERO;
        }
        Duration wanted = FOR_EACH.multipliedBy(behind);
        if (wanted.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return wanted.compareTo(LONGEST) > 0 ? LONGEST : wanted;
    }
}
