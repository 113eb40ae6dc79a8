package city.datastore.audit.alerts;

import city.datastore.audit.pipeline.NamedLoop;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.springframework.context.SmartLifecycle;

/**
 * The thread {@code audit-alerts}, which follows the record and raises alerts. It holds nothing up,
 * and where it is stopped it goes on from where it stood.
 */
public final class Alerting implements SmartLifecycle, AutoCloseable {
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private final AlertFollower follower;
    private final MeterRegistry registry;
    private final AtomicLong behind = new AtomicLong();
    private final NamedLoop loop = new NamedLoop("audit-alerts", this::run);
    private volatile boolean running;

    public Alerting(DataSource audit, AlertLimits limits, MeterRegistry registry) {
        this.follower = new AlertFollower(audit, limits);
        this.registry = registry;
        Gauge.builder("datastore.audit.alerts.behind", behind, AtomicLong::doubleValue)
                .description("Events of the record that the rules have not looked at yet")
                .register(registry);
    }

    private void run(NamedLoop thread) throws InterruptedException {
        while (thread.running()) {
            AlertFollower.Step step = follower.step();
            thread.progressed();
            behind.set(step.behind());
            step.raised().forEach(this::count);
            if (step.behind() == 0) {
                thread.rest(BETWEEN);
            }
        }
    }

    private void count(Alert alert) {
        Counter.builder("datastore.audit.alerts.raised")
                .description("Alerts raised for auditors")
                .tag("kind", alert.kind().word())
                .register(registry)
                .increment();
    }

    @Override
    public void start() {
        running = true;
        loop.start();
    }

    /** Stops within five seconds; a batch in hand is looked at again later. */
    @Override
    public void stop() {
        loop.stop();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public void close() {
        stop();
    }
}
