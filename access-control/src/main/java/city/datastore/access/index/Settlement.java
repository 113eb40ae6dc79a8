package city.datastore.access.index;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Holds whoever has committed a change until every node decides by it: until each one has applied
 * it, or for as long as a lease that missed it can last. Threads wait; the node's follower settles.
 */
public final class Settlement {
    /** Longest that a node decides by what it knew. */
    static final Duration LEASE = Duration.ofMillis(300);

    /**
     * Longest that a change waits: longer than a lease, by more than two monotonic clocks can part
     * in that time.
     */
    static final Duration LONGEST = Duration.ofMillis(350);

    private final Queue<Waiter> waiters = new ConcurrentLinkedQueue<>();
    private final Deque<Known> known = new ArrayDeque<>();
    private volatile Runnable wake = () -> {};
    private long outlived;

    /** Somebody who waits; the target is not known until the feed was looked at afterwards. */
    static final class Waiter {
        private final CompletableFuture<Void> settled = new CompletableFuture<>();
        private long target = -1;

        boolean settled() {
            return settled.isDone();
        }
    }

    /** How far the feed was known to be at an instant. */
    private record Known(long seq, long at) {}

    /** Waits, after the commit; never fails. */
    public void await() {
        var waiter = ask();
        try {
            waiter.settled.get(LONGEST.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            // no lease that missed the change is left
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException _) {
            sleepOut(waiter);
        } finally {
            forget(waiter);
        }
    }

    /** A thread that is told to stop still may not answer before its change holds. */
    private static void sleepOut(Waiter waiter) {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (!waiter.settled() && end - System.nanoTime() > 0) {
            Thread.onSpinWait();
        }
        Thread.currentThread().interrupt();
    }

    Waiter ask() {
        var waiter = new Waiter();
        waiters.add(waiter);
        wake.run();
        return waiter;
    }

    void forget(Waiter waiter) {
        waiters.remove(waiter);
    }

    /** Who looks at the feed, and is woken when somebody waits. */
    void wakes(Runnable follower) {
        wake = follower;
    }

    boolean anybodyWaits() {
        return !waiters.isEmpty();
    }

    /**
     * Those who began to wait before this instant: what the feed says from now on includes theirs.
     */
    List<Waiter> asked() {
        return List.copyOf(waiters);
    }

    /**
     * Lets go whose change every node has applied, or that every lease without it has ended for.
     *
     * @param asked those who waited before the feed was looked at
     * @param head how far it was
     * @param applied how far the furthest node behind was
     * @param now some instant after the look
     */
    void settle(List<Waiter> asked, long head, long applied, long now) {
        if ((!known.isEmpty() && known.getLast().seq > head) || outlived > head) {
            known.clear();
            outlived = 0;
        }
        if (head > outlived && (known.isEmpty() || known.getLast().seq < head)) {
            known.add(new Known(head, now));
        }
        while (!known.isEmpty() && now - known.getFirst().at >= LONGEST.toNanos()) {
            outlived = known.removeFirst().seq;
        }
        long settled = Math.max(applied, outlived);
        for (var waiter : asked) {
            if (waiter.target < 0) {
                waiter.target = head;
            }
            if (waiter.target <= settled) {
                waiter.settled.complete(null);
            }
        }
    }
}
