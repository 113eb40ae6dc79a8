package city.datastore.access.index;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs several actors of which one moves at a time, in an order drawn from a seed, under a clock
 * that only this turns: so that one actor is held up for seconds while others go on, wherever it
 * says that it could be.
 */
final class Interleaving {
    private static final long MILLI = 1_000_000;

    private final SplittableRandom random;
    private final List<Actor> actors = new ArrayList<>();
    private final List<Actor> alive = new ArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final long longestPause;
    private @Nullable Actor current;
    private @Nullable Throwable failure;
    private boolean over;
    private long now = 1;
    private long moves;

    /** Unwinds an actor when it is over. */
    static final class OverException extends RuntimeException {
        OverException() {
            super("over", null, false, false);
        }
    }

    private final class Actor {
        private final Semaphore turn = new Semaphore(0);
        private final int weight;
        private final Runnable part;

        Actor(int weight, Runnable part) {
            this.weight = weight;
            this.part = part;
        }

        void play() {
            turn.acquireUninterruptibly();
            try {
                part.run();
            } catch (OverException _) {
                // told to
            } catch (RuntimeException | AssertionError e) {
                failure = failure == null ? e : failure;
                over = true;
            }
            alive.remove(this);
            if (alive.isEmpty()) {
                ended.countDown();
            } else {
                pass(next());
            }
        }
    }

    Interleaving(long seed) {
        random = new SplittableRandom(seed);
        // most races last for moments, some for so long that silent nodes are cleared away
        longestPause = (random.nextInt(8) == 0 ? 12_000 : 1 + random.nextInt(400)) * MILLI;
    }

    SplittableRandom random() {
        return random;
    }

    /** Adds somebody; some races let some move seldom. */
    void actor(Runnable part) {
        actors.add(new Actor(1 + random.nextInt(20), part));
    }

    /** Moves on until every actor has ended. */
    void run() {
        alive.addAll(actors);
        actors.forEach(each -> Thread.ofVirtual().start(each::play));
        pass(next());
        try {
            if (!ended.await(60, TimeUnit.SECONDS)) {
                throw new AssertionError("the race does not end");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        if (failure != null) {
            throw new AssertionError("an actor failed", failure);
        }
    }

    /** Somewhere another actor may come in between, and time may pass. */
    void pause() {
        if (over) {
            throw new OverException();
        }
        if (++moves > 20_000) {
            over = true;
            throw new AssertionError("the race goes round in circles");
        }
        now += random.nextInt(10) == 0 ? random.nextLong(longestPause) : random.nextLong(MILLI);
        var me = current;
        var next = next();
        if (next != me && me != null) {
            pass(next);
            me.turn.acquireUninterruptibly();
        }
        if (over) {
            throw new OverException();
        }
    }

    /** The instant, read after whatever may come in between. */
    long nanos() {
        pause();
        return now;
    }

    void end() {
        over = true;
    }

    private Actor next() {
        int sum = alive.stream().mapToInt(each -> each.weight).sum();
        int drawn = random.nextInt(sum);
        for (var each : alive) {
            drawn -= each.weight;
            if (drawn < 0) {
                return each;
            }
        }
        throw new IllegalStateException();
    }

    private void pass(Actor next) {
        current = next;
        next.turn.release();
    }
}
