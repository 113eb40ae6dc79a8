package city.datastore.platform.datasets;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends a release whose writer does not ask by itself, once the right to read has ended: one whose
 * reader takes nothing any more, and one that reads on and on and finds nothing that may leave. In
 * doubt it ends what has begun; what has not will be asked about before its first byte. Made by the
 * thread that writes, and closed by it.
 */
final class StallWatch implements AutoCloseable {
    /**
     * How long the writer may go without asking before somebody else asks, and how often they do.
     */
    static final Duration PATIENCE = Duration.ofSeconds(1);

    private final WatchedStream watched;
    private final Supplier<StillAllowed> stillAllowed;
    private final Runnable cut;
    private final Thread writer = Thread.currentThread();
    private final CountDownLatch over = new CountDownLatch(1);
    private @Nullable StillAllowed cutAfter;

    /**
     * @param cut breaks the connection that the bytes go to, from any thread; one that none have
     *     gone to is left for an answer
     */
    StallWatch(WatchedStream watched, Supplier<StillAllowed> stillAllowed, Runnable cut) {
        this.watched = watched;
        this.stillAllowed = stillAllowed;
        this.cut = cut;
        var _ = Thread.ofVirtual().name("stalled-release").start(this::watch);
    }

    /** The answer after which it ended the release; empty where it did not. */
    synchronized Optional<StillAllowed> cutAfter() {
        return Optional.ofNullable(cutAfter);
    }

    /**
     * Whether it ended the release because access had ended: then the writer, whom it interrupts
     * while that one asks as well, may be left in a doubt that there is not.
     */
    synchronized boolean stopped() {
        return cutAfter == StillAllowed.NO;
    }

    private void watch() {
        try {
            while (!over.await(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
                if (watched.unasked().compareTo(PATIENCE) >= 0 && ended(stillAllowed.get())) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean ended(StillAllowed answer) {
        return switch (answer) {
            case YES -> false;
            case NO -> {
                cut(answer);
                yield true;
            }
            case IN_DOUBT, TIME_IN_DOUBT -> {
                boolean begun = watched.begun();
                if (begun) {
                    cut(answer);
                }
                yield begun;
            }
        };
    }

    /** Not after the writer has gone on to something else. */
    private synchronized void cut(StillAllowed answer) {
        if (over.getCount() > 0) {
            cutAfter = answer;
            if (watched.begun()) {
                cut.run();
            }
            writer.interrupt();
        }
    }

    @Override
    public synchronized void close() {
        over.countDown();
        if (cutAfter != null) {
            // it has done what it was for, and must not end what the writer does next
            boolean _ = Thread.interrupted();
        }
    }
}
