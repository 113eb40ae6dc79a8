package city.datastore.audit.retention;

import city.datastore.audit.pipeline.Looping;
import city.datastore.audit.pipeline.NamedLoop;
import java.time.Duration;

/**
 * Once a day, and a while after the start, deletes what is past its term. Several platforms may
 * sweep beside each other.
 */
public final class RetentionSweep implements Looping {
    private static final Duration AFTER_START = Duration.ofMinutes(5);
    private static final Duration BETWEEN = Duration.ofDays(1);

    private final Pruning pruning;
    private final NamedLoop loop;

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
    public NamedLoop loop() {
        return loop;
    }

    /** After the pipeline has started, and before it stops. */
    @Override
    public int getPhase() {
        return 1;
    }
}
