package city.datastore.platform.datasets;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Ends a release whose writer does not ask by itself, once the right to read has ended: one whose
 * reader takes nothing any more, and one that reads on and on and finds nothing that may leave.
 * Made by the thread that writes, and closed by it.
 */
final class StallWatch implements AutoCloseable {
    /**
     * How long the writer may go without asking before somebody else asks, and how often they do.
     */
    static final Duration PATIENCE = Duration.ofSeconds(1);

    private final WatchedStream watched;
    private final BooleanSupplier stillAllowed;
    private final Runnable cut;
    private final Thread writer = Thread.currentThread();
    private final CountDownLatch over = new CountDownLatch(1);
    private boolean hasCut;

    /**
     * @param cut breaks the connection that the bytes go to, from any thread
     */
    StallWatch(WatchedStream watched, BooleanSupplier stillAllowed, Runnable cut) {
        this.watched = watched;
        this.stillAllowed = stillAllowed;
        this.cut = cut;
        var _ = Thread.ofVirtual().name("stalled-release").start(this::watch);
    }

    /** Whether the connection was cut. */
    synchronized boolean hasCut() {
        return hasCut;
    }

    private void watch() {
        try {
            while (!over.await(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
                if (watched.unasked().compareTo(PATIENCE) >= 0 && !stillAllowed.getAsBoolean()) {
                    cut();
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Not after the writer has gone on to something else. */
    private synchronized void cut() {
        if (over.getCount() > 0) {
            hasCut = true;
            cut.run();
            writer.interrupt();
        }
    }

    @Override
    public synchronized void close() {
        over.countDown();
        if (hasCut) {
            // it has done what it was for, and must not end what the writer does next
            boolean _ = Thread.interrupted();
        }
    }
}
