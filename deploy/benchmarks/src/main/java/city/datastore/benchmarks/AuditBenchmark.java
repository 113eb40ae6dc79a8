package city.datastore.benchmarks;

import city.datastore.audit.event.About;
import city.datastore.audit.event.Action;
import city.datastore.audit.event.Activity;
import city.datastore.audit.event.Actor;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.event.Reason;
import city.datastore.audit.logtables.LogTables;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EventId;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.RequestId;
import city.datastore.audit.pipeline.Recorder;
import city.datastore.audit.trail.Trail;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;

/**
 * Events a second through the whole pipeline: acknowledged by Kafka for each caller, and stored in
 * the record.
 */
final class AuditBenchmark {
    private static final int CALLERS = 64;
    private static final int WARM_UP = 100_000;
    private static final Duration SUSTAINED = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Recorder recorder;
    private final Trail trail;
    private final LogTables log;

    AuditBenchmark(MeasuredPlatform platform) {
        this.recorder = platform.bean(Recorder.class);
        this.trail = platform.bean(Trail.class);
        this.log = platform.bean(LogTables.class);
    }

    void run(Table table) throws Exception {
        round(WARM_UP);
        sustained(table);
    }

    /** Full load for a minute; what is stored within it counts, not what follows. */
    private void sustained(Table table) throws Exception {
        long size = log.head().size();
        long start = System.nanoTime();
        long end = start + SUSTAINED.toNanos();
        var recorded = new LongAdder();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int caller = 0; caller < CALLERS; caller++) {
                int number = caller;
                var _ =
                        callers.submit(() -> {
                            while (System.nanoTime() < end) {
                                recorder.record(event(number));
                                recorded.increment();
                            }
                        });
            }
        }
        long stored = log.head().size() - size;
        double seconds = (System.nanoTime() - start) / 1e9;
        awaitSize(size + recorded.sum());
        double drained = (System.nanoTime() - start) / 1e9;
        table.line(
                "audit events, acknowledged by Kafka",
                "%,.0f a second".formatted(recorded.sum() / seconds),
                "%d callers, each waiting for its own, for a minute".formatted(CALLERS));
        table.line(
                "audit events, stored and under a signed checkpoint",
                "%,.0f a second".formatted(stored / seconds),
                "in the same minute; all %,d after %.0f s, which is %,.0f a second"
                        .formatted(recorded.sum(), drained, recorded.sum() / drained));
    }

    private void awaitSize(long wanted) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (log.head().size() < wanted) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("not all was stored within " + PATIENCE);
            }
            Thread.sleep(5);
        }
    }

    record Measured(double recordedSeconds, double storedSeconds) {}

    Measured round(int events) throws Exception {
        long start = System.nanoTime();
        List<EventId> last = new ArrayList<>();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<EventId>> all = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                int number = caller;
                all.add(callers.submit(() -> record(number, events / CALLERS)));
            }
            for (Future<EventId> one : all) {
                last.add(one.get());
            }
        }
        double recorded = (System.nanoTime() - start) / 1e9;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (EventId id : last) {
            while (!trail.holds(id)) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(
                            "event " + id + " was not stored within " + PATIENCE);
                }
                Thread.sleep(5);
            }
        }
        return new Measured(recorded, (System.nanoTime() - start) / 1e9);
    }

    private EventId record(int caller, int events) {
        EventId last = null;
        for (int i = 0; i < Math.max(1, events); i++) {
            AuditEvent event = event(caller);
            recorder.record(event);
            last = event.id();
        }
        if (last == null) {
            throw new IllegalStateException("no event was recorded");
        }
        return last;
    }

    /** A refusal, which names its reason. */
    static AuditEvent event(int caller) {
        var agency = new AgencyCode("gla");
        var actor =
                new Actor(
                        new PersonId("benchmark-" + caller),
                        "benchmark." + caller,
                        agency,
                        new TreeSet<>(List.of("officer")));
        var about = About.dataset(new DatasetId(new AgencyCode("brent"), "benchmark-" + caller));
        var outcome =
                new Outcome.Refused(
                        List.of(new Reason("no-grant", "You hold no grant for this dataset.")));
        return AuditEvent.now(
                Instant.now(),
                actor,
                new Action("dataset.read", Activity.READ),
                about,
                outcome,
                new RequestId("benchmark"));
    }
}
