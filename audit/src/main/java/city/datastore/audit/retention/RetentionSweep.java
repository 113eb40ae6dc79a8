package city.datastore.audit.retention;

import city.datastore.audit.pipeline.NamedLoop;
import java.time.Duration;
import org.springframework.context.SmartLifecycle;

/**
 * Once a day, and a while after the start, deletes what is past its term. Several platforms may
 * sweep beside each other.
 */
public final class RetentionSweep implements SmartLifecycle, AutoCloseable {
    private static final Duration AFTER_START = Duration.ofMinutes(5);
    private static final Duration BETWEEN = Duration.ofDays(1);

    private final Pruning pruning;
    private final NamedLoop loop;
    private volatile boolean running;

    public RetentionSweep(Pruning pruning) {
        this.pruning = pruning;
        this.loop = new NamedLoop("audit-retention-sweep", this::sweep);
    }

    private void sweep(NamedLoop sweeping) throws Exception {
        sweeping.rest(AFTER_START);
        while (sweeping.running()) {
            var _ = pruning.run();
            sweeping.progressed();
            sweeping.rest(BETWEEN);
        }
    }

    @Override
    public void start() {
        running = true;
        loop.start();
    }

    @Override
    public void stop() {
        loop.stop();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** After the pipeline has started, and before it stops. */
    @Override
    public int getPhase() {
        return 1;
    }

    @Override
    public void close() {
        stop();
    }
}
