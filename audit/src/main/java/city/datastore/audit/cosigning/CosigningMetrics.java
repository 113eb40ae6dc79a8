package city.datastore.audit.cosigning;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** What is counted and timed of cosigning, under {@code datastore.audit.*}. */
final class CosigningMetrics {
    /** The name under which the platform's own look at the log is counted. */
    static final String SELF = "self";

    private final MeterRegistry registry;
    private final Timer untilCosigned;
    private final AtomicLong published = new AtomicLong();
    private final AtomicLong witnessed = new AtomicLong();

    CosigningMetrics(MeterRegistry registry) {
        this.registry = registry;
        untilCosigned =
                Timer.builder("datastore.audit.until.witnessed")
                        .description("From a published checkpoint to the quorum's cosignatures")
                        .register(registry);
        gauge("published.size", "Events under the log's newest checkpoint", published);
        gauge("witnessed.size", "Events under a checkpoint that the quorum cosigned", witnessed);
        Gauge.builder(
                        "datastore.audit.unwitnessed",
                        this,
                        self -> Math.max(0, self.published.get() - self.witnessed.get()))
                .description("Events that are published and not yet witnessed by the quorum")
                .register(registry);
        var _ = refused(SELF);
    }

    private void gauge(String name, String description, AtomicLong value) {
        Gauge.builder("datastore.audit." + name, value, AtomicLong::doubleValue)
                .description(description)
                .register(registry);
    }

    /** One witness's own figures. */
    record OfWitness(Counter refused, Counter failed, AtomicLong size) {}

    OfWitness witness(String name) {
        AtomicLong size = new AtomicLong();
        Gauge.builder("datastore.audit.witness.size", size, AtomicLong::doubleValue)
                .description("Events under the checkpoint that this witness cosigned last")
                .tag("witness", name)
                .register(registry);
        Counter failed =
                Counter.builder("datastore.audit.witness.failed")
                        .description("Questions to this witness that brought no cosignature")
                        .tag("witness", name)
                        .register(registry);
        return new OfWitness(refused(name), failed, size);
    }

    /** An alarm whenever it rises. */
    Counter refused(String witness) {
        return Counter.builder("datastore.audit.witness.refused")
                .description("Checkpoints refused because the witness saw another history")
                .tag("witness", witness)
                .register(registry);
    }

    void published(long size) {
        published.set(size);
    }

    void witnessed(long size) {
        witnessed.set(size);
    }

    void untilWitnessed(Duration taken) {
        untilCosigned.record(taken.isNegative() ? Duration.ZERO : taken);
    }
}
