package city.datastore.access.clocks;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The node's clock, held against the database's. The database's is seen with each look at the feed
 * of facts; in between, the node's monotonic clock, which nobody sets, tells how much later it is.
 * What was not seen lately is asked for.
 */
public final class TwoClocks implements ClockCheck {
    /**
     * How long a sighting counts: as long as a lease on the facts, because a machine that is frozen
     * does not see how long it was, and neither does its monotonic clock.
     */
    private static final long COUNTS_NANOS = Duration.ofMillis(300).toNanos();

    /** Between two tellings that they disagree. */
    private static final long BETWEEN_TELLING_NANOS = Duration.ofMinutes(10).toNanos();

    private static final Logger LOG = LoggerFactory.getLogger(TwoClocks.class);

    private final Clock own;
    private final Supplier<Sighting> asked;
    private final LongSupplier nanos;
    private final Duration bound;
    private final long boundMillis;
    private final BiConsumer<Instant, Instant> alarm;
    private volatile @Nullable Sighting last;
    private @Nullable Long told;
    private boolean disagreeing;

    /**
     * @param own the clock of the node
     * @param database asked where its clock was not seen lately
     * @param bound how far they may be apart, the time that the database takes to answer included
     * @param alarm told what both said when they disagree, every ten minutes at most
     */
    public TwoClocks(
            Clock own, DatabaseClock database, Duration bound, BiConsumer<Instant, Instant> alarm) {
        this(own, () -> database.sighting(System::nanoTime), System::nanoTime, bound, alarm);
    }

    TwoClocks(
            Clock own,
            Supplier<Sighting> asked,
            LongSupplier nanos,
            Duration bound,
            BiConsumer<Instant, Instant> alarm) {
        this.own = own;
        this.asked = asked;
        this.nanos = nanos;
        this.bound = bound;
        this.boundMillis = bound.toMillis();
        this.alarm = alarm;
    }

    @Override
    public boolean agree(Instant now) {
        long at = nanos.getAsLong();
        var seen = last;
        if (seen == null || at - seen.before() >= COUNTS_NANOS) {
            seen = ask();
        }
        return agree(seen, now, at);
    }

    /** The database's clock was seen. */
    public void seen(Sighting sighting) {
        last = sighting;
        // what took longer says too little
        if (sighting.after() - sighting.before() < COUNTS_NANOS) {
            watch(sighting);
        }
    }

    /** How many seconds the node's clock is ahead of the database's; not a number if unknown. */
    public double aheadSeconds() {
        var seen = last;
        if (seen == null) {
            return Double.NaN;
        }
        long now = own.millis();
        long at = nanos.getAsLong();
        return (now - (seen.least(at) + seen.most(at)) / 2) / 1_000.0;
    }

    private Sighting ask() {
        var sighting = asked.get();
        if (sighting.after() - sighting.before() >= bound.toNanos()) {
            throw new IllegalStateException(
                    "the database took longer to say what time it is than clocks may be apart: "
                            + bound);
        }
        seen(sighting);
        return sighting;
    }

    private boolean agree(Sighting seen, Instant now, long at) {
        long millis = now.toEpochMilli();
        return millis - seen.least(at) <= boundMillis && seen.most(at) - millis <= boundMillis;
    }

    /** By readings of its own, so that what keeps a decision waiting alarms nobody. */
    private synchronized void watch(Sighting sighting) {
        var now = own.instant();
        long at = nanos.getAsLong();
        if (agree(sighting, now, at)) {
            if (disagreeing) {
                disagreeing = false;
                LOG.info("event=clocks_agree_again platform={} database={}", now, sighting.at());
            }
            return;
        }
        if (told == null || at - told >= BETWEEN_TELLING_NANOS) {
            told = at;
            disagreeing = true;
            LOG.error(
                    "event=nothing_read_clocks_disagree platform={} database={}",
                    now,
                    sighting.at());
            // elsewhere, because it is written into the database, which nobody here may wait for
            var _ = Thread.startVirtualThread(() -> raise(now, sighting.at()));
        }
    }

    private void raise(Instant now, Instant its) {
        try {
            alarm.accept(now, its);
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("that the clocks disagree could not be told");
        }
    }
}
