package city.datastore.access.index;

import java.util.List;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The index, and until when it may be decided from: until then it lacks nothing that any call has
 * returned after. Time is that of a monotonic clock of this node alone, so that no clock that is
 * set, here or in the database, matters. Any number of threads read, one writes; a reading sees
 * each commit whole or not at all.
 */
public final class LeasedIndex {
    private static final int TRIES = 3;

    private final StampedLock lock = new StampedLock();
    private final LongSupplier nanos;
    private volatile FactIndex index = new FactIndex();
    private volatile long end;

    /** One that nobody feeds: it never answers. */
    public LeasedIndex() {
        this(System::nanoTime);
    }

    LeasedIndex(LongSupplier nanos) {
        this.nanos = nanos;
        this.end = nanos.getAsLong();
    }

    /**
     * What the reading makes of the index.
     *
     * @param reading of facts only; may be done more than once
     * @return null where the index may be out of date
     */
    public <R> @Nullable R read(Function<FactIndex, R> reading) {
        for (int tries = 0; tries < TRIES; tries++) {
            long stamp = lock.tryOptimisticRead();
            if (stamp != 0) {
                try {
                    R found = reading.apply(index);
                    // after the reading: a thread that was held up in between finds the lease over
                    if (!leased()) {
                        return null;
                    }
                    if (lock.validate(stamp)) {
                        return found;
                    }
                } catch (RuntimeException e) {
                    if (!leased()) {
                        return null;
                    }
                    // what was read while something was written may be nonsense
                    if (lock.validate(stamp)) {
                        throw e;
                    }
                }
            }
            Thread.onSpinWait();
        }
        return null;
    }

    /** Whether it may be decided from at this instant. */
    public boolean leased() {
        return end - nanos.getAsLong() > 0;
    }

    /** How much there is in it. */
    public FactIndex size() {
        return index;
    }

    void leaseUntil(long instant) {
        end = instant;
    }

    void endLease() {
        end = nanos.getAsLong();
    }

    void replace(FactIndex other) {
        long stamp = lock.writeLock();
        try {
            index = other;
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    void apply(List<Change> changes) {
        long stamp = lock.writeLock();
        try {
            changes.forEach(index::apply);
        } finally {
            lock.unlockWrite(stamp);
        }
    }
}
