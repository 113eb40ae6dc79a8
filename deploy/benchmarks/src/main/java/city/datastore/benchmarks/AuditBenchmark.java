package city.datastore.benchmarks;

import city.datastore.audit.event.About;
import city.datastore.audit.event.Action;
import city.datastore.audit.event.Activity;
import city.datastore.audit.event.Actor;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.event.Reason;
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

/**
 * Events a second through the whole pipeline: acknowledged by Kafka for each caller, and stored in
 * the record.
 */
final class AuditBenchmark {
    private static final int CALLERS = 64;
    private static final int WARM_UP = 20_000;
    private static final int EVENTS = 100_000;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Recorder recorder;
    private final Trail trail;

    AuditBenchmark(MeasuredPlatform platform) {
        this.recorder = platform.bean(Recorder.class);
        this.trail = platform.bean(Trail.class);
    }

    void run(Table table) throws Exception {
        round(WARM_UP);
        var measured = round(EVENTS);
        table.line(
                "audit events, acknowledged by Kafka",
                "%,.0f a second".formatted(EVENTS / measured.recordedSeconds()),
                "%d callers, each waiting for its own; %,d events".formatted(CALLERS, EVENTS));
        table.line(
                "audit events, end to end (acknowledged and stored)",
                "%,.0f a second".formatted(EVENTS / measured.storedSeconds()),
                "until the last of %,d is in the table".formatted(EVENTS));
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
        AuditEvent event = null;
        for (int i = 0; i < Math.max(1, events); i++) {
            event =
                    AuditEvent.now(
                            Instant.now(),
                            actor,
                            new Action("dataset.read", Activity.READ),
                            about,
                            outcome,
                            new RequestId("benchmark"));
            recorder.record(event);
        }
        if (event == null) {
            throw new IllegalStateException("no event was recorded");
        }
        return event.id();
    }
}
