package city.datastore.agreements.wiring;

import city.datastore.agreements.reminders.Backlog;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** What operators see of letters; as of the last round of sending, so that nobody waits for it. */
final class ReminderMetrics {
    private static final String PREFIX = "datastore.agreements.letters.";

    private final AtomicReference<Backlog> backlog = new AtomicReference<>();
    private final Clock clock;

    ReminderMetrics(MeterRegistry registry, Clock clock) {
        this.clock = clock;
        Gauge.builder(PREFIX + "waiting", this, ReminderMetrics::letters)
                .description("Letters that no mail server has taken yet")
                .register(registry);
        Gauge.builder(PREFIX + "oldest", this, ReminderMetrics::seconds)
                .baseUnit("seconds")
                .description("How long the oldest of them has waited")
                .register(registry);
    }

    void set(Backlog now) {
        backlog.set(now);
    }

    /** Not a number until the first round: nobody knows. */
    private double letters() {
        Backlog last = backlog.get();
        return last == null ? Double.NaN : last.letters();
    }

    private double seconds() {
        Backlog last = backlog.get();
        if (last == null) {
            return Double.NaN;
        }
        Instant now = clock.instant();
        return last.oldest().map(since -> Duration.between(since, now).toSeconds()).orElse(0L);
    }
}
