package city.datastore.agreements.wiring;

import city.datastore.agreements.reminders.Backlog;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** What operators see of letters; as of the last round of sending, so that nobody waits for it. */
public final class ReminderMetrics {
    private final AtomicReference<Backlog> backlog = new AtomicReference<>();
    private final Clock clock;

    /**
     * @param letters the name before {@code .waiting} and {@code .oldest}, such as {@code
     *     datastore.agreements.letters}
     */
    public ReminderMetrics(String letters, MeterRegistry registry, Clock clock) {
        this.clock = clock;
        Gauge.builder(letters + ".waiting", this, ReminderMetrics::letters)
                .description("Letters that no mail server has taken yet")
                .register(registry);
        Gauge.builder(letters + ".oldest", this, ReminderMetrics::seconds)
                .baseUnit("seconds")
                .description("How long the oldest of them has waited")
                .register(registry);
    }

    public void set(Backlog now) {
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
