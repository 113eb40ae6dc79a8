package city.datastore.audit.alerts;

import city.datastore.audit.pipeline.Looping;
import city.datastore.audit.pipeline.NamedLoop;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/**
 * The thread {@code audit-alerts}, which follows the record and raises alerts. It holds nothing up,
 * and where it is stopped it goes on from where it stood.
 */
public final class Alerting implements Looping {
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private final AlertFollower follower;
    private final RaisedAlerts raised;
    private final AtomicLong behind = new AtomicLong();
    private final NamedLoop loop = new NamedLoop("audit-alerts", this::run);

    public Alerting(DataSource audit, AlertLimits limits, OwnRecords own, MeterRegistry registry) {
        this.follower = new AlertFollower(audit, limits, own);
        this.raised = new RaisedAlerts(registry);
        Gauge.builder("datastore.audit.alerts.behind", behind, AtomicLong::doubleValue)
                .description("Events of the record that the rules have not looked at yet")
                .register(registry);
    }

    private void run(NamedLoop thread) throws InterruptedException {
        while (thread.running()) {
            // before the step, so that it rises where a step fails again and again
            behind.set(follower.behind());
            AlertFollower.Step step = follower.step();
            behind.set(step.behind());
            thread.progressed();
            step.raised().forEach(raised::count);
            if (step.behind() == 0) {
                thread.rest(BETWEEN);
            }
        }
    }

    @Override
    public NamedLoop loop() {
        return loop;
    }
}
