package city.datastore.agreements.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.agreements.reminders.Backlog;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What operators see of letters. */
class ReminderMetricsTest {
    private static final Instant NOW = Instant.parse("2027-03-03T00:00:00Z");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ReminderMetrics metrics =
            new ReminderMetrics(
                    "datastore.agreements.letters", registry, Clock.fixed(NOW, ZoneOffset.UTC));

    private double value(String name) {
        return registry.get("datastore.agreements.letters." + name).gauge().value();
    }

    @Test
    void is_how_many_letters_wait_and_for_how_long() {
        metrics.set(new Backlog(3, Optional.of(NOW.minusSeconds(90))));
        assertThat(value("waiting")).isEqualTo(3);
        assertThat(value("oldest")).isEqualTo(90);
        metrics.set(new Backlog(0, Optional.empty()));
        assertThat(value("oldest")).isZero();
    }

    @Test
    void is_nothing_before_anybody_has_looked() {
        assertThat(value("waiting")).isNaN();
        assertThat(value("oldest")).isNaN();
    }
}
