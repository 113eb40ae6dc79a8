package city.datastore.audit.pipeline;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** What the pipeline counts and times, under {@code datastore.audit.*}. */
final class PipelineMetrics {
    private final Timer recorded;
    private final Timer notRecorded;
    private final Counter relayed;
    private final Counter stored;
    private final Counter repeated;
    private final Counter unreadable;
    private final Timer untilStored;
    private final AtomicLong outboxDepth = new AtomicLong();
    private final AtomicLong lag = new AtomicLong();

    PipelineMetrics(MeterRegistry registry) {
        recorded = record("acknowledged").register(registry);
        notRecorded = record("refused").register(registry);
        relayed =
                Counter.builder("datastore.audit.relayed")
                        .description("Events carried from the outbox to Kafka")
                        .register(registry);
        stored =
                Counter.builder("datastore.audit.stored")
                        .description("Events added to the record")
                        .register(registry);
        repeated =
                Counter.builder("datastore.audit.repeated")
                        .description("Events that came again and were already in the record")
                        .register(registry);
        unreadable =
                Counter.builder("datastore.audit.unreadable")
                        .description("Messages that were set aside")
                        .register(registry);
        untilStored =
                Timer.builder("datastore.audit.until.stored")
                        .description("From the event to its place in the record")
                        .register(registry);
        Gauge.builder("datastore.audit.outbox.depth", outboxDepth, AtomicLong::doubleValue)
                .description("Events that wait in the outbox, counted up to 10000")
                .register(registry);
        Gauge.builder("datastore.audit.lag", lag, AtomicLong::doubleValue)
                .description("Events in Kafka that are not yet in the record")
                .register(registry);
    }

    private static Timer.Builder record(String outcome) {
        return Timer.builder("datastore.audit.record")
                .description("Waits for Kafka's acknowledgement of a decision")
                .tag("outcome", outcome);
    }

    void recorded(long nanos) {
        recorded.record(nanos, TimeUnit.NANOSECONDS);
    }

    void notRecorded(long nanos) {
        notRecorded.record(nanos, TimeUnit.NANOSECONDS);
    }

    void relayed(int events) {
        relayed.increment(events);
    }

    void stored(EventStore.Stored result) {
        stored.increment(result.added());
        repeated.increment(result.repeated());
        unreadable.increment(result.aside());
    }

    void untilStored(Duration taken) {
        untilStored.record(taken.isNegative() ? Duration.ZERO : taken);
    }

    void outboxDepth(long events) {
        outboxDepth.set(events);
    }

    void lag(long events) {
        lag.set(events);
    }
}
