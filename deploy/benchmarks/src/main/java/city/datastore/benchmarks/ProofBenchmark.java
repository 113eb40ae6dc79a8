package city.datastore.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.log.CheckpointSigner;
import city.datastore.audit.log.TlogPolicy;
import city.datastore.audit.log.VerifierKey;
import city.datastore.audit.names.EventId;
import city.datastore.audit.pipeline.Recorder;
import city.datastore.audit.trail.Receipts;
import city.datastore.audit.trail.StoredEvent;
import city.datastore.audit.trail.Trail;
import city.datastore.audit.trail.TrailScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/**
 * How soon after the call to record it an event's signed proof is in hand, and what a proof costs.
 */
final class ProofBenchmark {
    private static final int A_SECOND = 500;
    private static final int WARM_UP = 5_000;
    private static final int EVENTS = 15_000;
    private static final int PROOFS = 2_000;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(2);

    private final Recorder recorder;
    private final Trail trail;
    private final Receipts receipts;
    private final TlogPolicy policy;

    ProofBenchmark(MeasuredPlatform platform) {
        this.recorder = platform.bean(Recorder.class);
        this.trail = platform.bean(Trail.class);
        this.receipts = platform.bean(Receipts.class);
        this.policy =
                TlogPolicy.trusting(
                        platform.bean(CheckpointSigner.class).keys().toArray(VerifierKey[]::new));
    }

    void run(Table table) throws InterruptedException {
        paced(WARM_UP);
        List<Proved> proved = paced(EVENTS);
        double[] millis = proved.stream().mapToDouble(one -> one.nanos() / 1e6).toArray();
        table.line(
                "from append to a signed proof in hand",
                "p50 %.1f ms, p99 %.1f ms"
                        .formatted(Table.percentile(millis, 0.5), Table.percentile(millis, 0.99)),
                "%,d events at %d a second, each asked for every %d ms after its acknowledgement"
                        .formatted(EVENTS, A_SECOND, BETWEEN_LOOKS.toMillis()));
        single(table, proved);
    }

    private record Proved(EventId id, long nanos) {}

    private List<Proved> paced(int events) throws InterruptedException {
        List<Proved> proved = Collections.synchronizedList(new ArrayList<>());
        long start = System.nanoTime();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < events; i++) {
                int number = i;
                long due = start + i * (Duration.ofSeconds(1).toNanos() / A_SECOND);
                LockSupport.parkNanos(due - System.nanoTime());
                var _ = callers.submit(() -> proved.add(prove(number % 50)));
            }
        }
        if (proved.size() != events) {
            throw new IllegalStateException("only " + proved.size() + " events were proved");
        }
        return proved;
    }

    private Proved prove(int caller) {
        long start = System.nanoTime();
        AuditEvent event = AuditBenchmark.event(caller);
        recorder.record(event);
        while (receipt(event.id()).isEmpty()) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        return new Proved(event.id(), System.nanoTime() - start);
    }

    private Optional<?> receipt(EventId id) {
        return find(id).flatMap(receipts::of);
    }

    private Optional<StoredEvent> find(EventId id) {
        return trail.find(new TrailScope.Everything(), id);
    }

    /** One after the other, of events all over the log. */
    private void single(Table table, List<Proved> proved) {
        var random = new Random(20261122);
        double[] made = new double[PROOFS];
        double[] verified = new double[PROOFS];
        for (int i = -PROOFS; i < PROOFS; i++) {
            var event = find(proved.get(random.nextInt(proved.size())).id()).orElseThrow();
            long start = System.nanoTime();
            var receipt = receipts.of(event).orElseThrow();
            long between = System.nanoTime();
            var _ = receipt.verify(event.canonical().getBytes(UTF_8), policy);
            long end = System.nanoTime();
            if (i >= 0) {
                made[i] = (between - start) / 1e6;
                verified[i] = (end - between) / 1e6;
            }
        }
        table.line("a proof made from the tables", millis(made), "%,d proofs".formatted(PROOFS));
        table.line(
                "a proof verified, with the checkpoint's signatures", millis(verified), "the same");
    }

    private static String millis(double[] values) {
        return "p50 %.2f ms, p99 %.2f ms"
                .formatted(Table.percentile(values, 0.5), Table.percentile(values, 0.99));
    }
}
