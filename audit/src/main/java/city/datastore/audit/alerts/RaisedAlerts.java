package city.datastore.audit.alerts;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** How many alerts this node raised, by kind, as a metric. */
record RaisedAlerts(MeterRegistry registry) {
    void count(Alert alert) {
        Counter.builder("datastore.audit.alerts.raised")
                .description("Alerts raised for auditors")
                .tag("kind", alert.kind().word())
                .register(registry)
                .increment();
    }
}
