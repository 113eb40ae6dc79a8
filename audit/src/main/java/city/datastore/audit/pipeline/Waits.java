package city.datastore.audit.pipeline;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Waits that have an end. One thread ends all that are over; a timer for each of them, as a wait
 * with a limit of its own sets, takes a sixteenth of the processor time of a short call.
 * Thread-safe.
 */
final class Waits implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    /**
     * A wait for something.
     *
     * @param end by {@link System#nanoTime}
     */
    private record Wait(CompletableFuture<?> awaited, long end) {
        /** Ends what has waited long enough; whether there is nothing left to wait for. */
        boolean over(long now) {
            return awaited.isDone()
                    || (now - end >= 0 && awaited.completeExceptionally(new TimeoutException()));
        }
    }

    private final Queue<Wait> waits = new ConcurrentLinkedQueue<>();
    private final NamedLoop loop = new NamedLoop("audit-waits", this::look);

    Waits() {
        loop.start();
    }

    /**
     * Waits until it is done.
     *
     * @param end by {@link System#nanoTime}; at most a fiftieth of a second later the wait is over
     * @throws ExecutionException why it failed, {@link TimeoutException} where it took too long
     */
    void await(CompletableFuture<?> awaited, long end)
            throws ExecutionException, InterruptedException {
        if (!awaited.isDone()) {
            waits.add(new Wait(awaited, end));
            if (!loop.running()) {
                awaited.completeExceptionally(new TimeoutException());
            }
        }
        awaited.get();
    }

    private void look(NamedLoop running) throws InterruptedException {
        while (running.running()) {
            running.rest(BETWEEN_LOOKS);
            long now = System.nanoTime();
            waits.removeIf(wait -> wait.over(now));
        }
    }

    /** Ends all waits; from then on nothing is waited for. */
    @Override
    public void close() {
        loop.stop();
        waits.forEach(wait -> wait.awaited().completeExceptionally(new TimeoutException()));
        waits.clear();
    }
}
