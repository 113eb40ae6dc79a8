package city.datastore.audit.pipeline;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread with a name that does the same work until it is stopped, whatever fails meanwhile.
 *
 * <p>Work that throws is begun anew after a pause, which doubles from 100 ms to 5 s and is short
 * again once the work says that it got somewhere. Stopping takes at most five seconds.
 */
public final class NamedLoop {
    /** Does its work until the loop is no longer running; may throw whatever comes. */
    @FunctionalInterface
    public interface Work {
        void run(NamedLoop loop) throws Exception;
    }

    private static final Logger LOG = LoggerFactory.getLogger(NamedLoop.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration STOP_GENTLY = Duration.ofSeconds(3);
    private static final Duration STOP_FIRMLY = Duration.ofMillis(1500);

    private final String name;
    private final Work work;
    private final Semaphore awake = new Semaphore(0);
    private volatile boolean running;
    private volatile Duration pause = FIRST_PAUSE;
    private @Nullable Thread thread;

    public NamedLoop(String name, Work work) {
        this.name = name;
        this.work = work;
    }

    /** Begins; nothing when it has begun already. */
    public synchronized void start() {
        if (thread != null) {
            return;
        }
        running = true;
        thread = Thread.ofPlatform().name(name).daemon(true).start(this::loop);
    }

    /** Asks the work to end, and after three seconds interrupts it. */
    public synchronized void stop() {
        Thread stopping = thread;
        if (stopping == null) {
            return;
        }
        running = false;
        wake();
        try {
            if (!stopping.join(STOP_GENTLY)) {
                stopping.interrupt();
                if (!stopping.join(STOP_FIRMLY)) {
                    LOG.warn("event=loop_did_not_stop loop={}", name);
                }
            }
        } catch (InterruptedException _) {
            stopping.interrupt();
            Thread.currentThread().interrupt();
        }
        thread = null;
    }

    /** Whether it has begun and was not stopped since. */
    public synchronized boolean started() {
        return thread != null;
    }

    /** Whether nobody has asked it to stop. */
    public boolean running() {
        return running;
    }

    /** Ends the rest that the work is taking, or the next one. */
    public void wake() {
        if (awake.availablePermits() == 0) {
            awake.release();
        }
    }

    /** Waits until woken, at most this long. */
    public void rest(Duration atMost) throws InterruptedException {
        if (awake.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
            awake.drainPermits();
        }
    }

    /** Says that the work got somewhere, so that the next failure is met with a short pause. */
    public void progressed() {
        pause = FIRST_PAUSE;
    }

    private void loop() {
        while (running) {
            try {
                work.run(this);
            } catch (InterruptedException _) {
                // only stop() interrupts this thread; the condition above ends the loop
            } catch (Throwable e) {
                // an error too: nobody else takes up this work, and nobody sees that it has ended
                afterFailure(e);
            }
        }
    }

    private void afterFailure(Throwable failure) {
        if (!running) {
            return;
        }
        LOG.warn(
                "event=loop_failed loop={} again_in_ms={} cause={}",
                name,
                pause.toMillis(),
                causes(failure));
        LOG.debug("event=loop_failed loop={}", name, failure);
        long until = System.nanoTime() + pause.toNanos();
        pause =
                pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0
                        ? LONGEST_PAUSE
                        : pause.multipliedBy(2);
        try {
            while (running && System.nanoTime() < until) {
                rest(Duration.ofNanos(Math.max(1, until - System.nanoTime())));
            }
        } catch (InterruptedException _) {
            // as above
        }
    }

    /** The kinds of what went wrong; not the messages, which may quote rows. */
    private static String causes(Throwable failure) {
        StringBuilder text = new StringBuilder();
        Throwable cause = failure;
        for (int i = 0; cause != null && i < 4; i++, cause = cause.getCause()) {
            text.append(i == 0 ? "" : "<-").append(cause.getClass().getSimpleName());
        }
        return text.toString();
    }
}
