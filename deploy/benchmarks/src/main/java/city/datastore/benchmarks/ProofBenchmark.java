package city.datastore.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.log.CheckpointSigner;
import city.datastore.audit.log.TlogPolicy;
import city.datastore.audit.log.VerifierKey;
import city.datastore.audit.logtables.LogTables;
import city.datastore.audit.names.EventId;
import city.datastore.audit.pipeline.Recorder;
import city.datastore.audit.trail.Receipts;
import city.datastore.audit.trail.StoredEvent;
import city.datastore.audit.trail.Trail;
import city.datastore.audit.trail.TrailScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How soon after the call to record it an event's signed proof is in hand, and what a proof costs.
 */
final class ProofBenchmark {
    static final int USUAL_EVENTS = 15_000;
    static final int USUALLY_A_SECOND = 500;

    private static final int COLD = 5_000;
    private static final int COLD_CALLERS = 8;

    /** Until the JVM's second compiler, which shares the cores, has little left to do. */
    private static final Duration WARM_UP = Duration.ofSeconds(100);

    private static final int PROOFS = 2_000;
    private static final int ACTORS = 50;

    private final Recorder recorder;
    private final Trail trail;
    private final Receipts receipts;
    private final LogTables log;
    private final DataSource audit;
    private final TlogPolicy policy;
    private final int events;
    private final int aSecond;

    ProofBenchmark(MeasuredPlatform platform, int events, int aSecond) {
        this.recorder = platform.bean(Recorder.class);
        this.trail = platform.bean(Trail.class);
        this.receipts = platform.bean(Receipts.class);
        this.log = platform.bean(LogTables.class);
        this.audit = platform.bean("auditReadingDataSource", DataSource.class);
        this.policy =
                TlogPolicy.trusting(
                        platform.bean(CheckpointSigner.class).keys().toArray(VerifierKey[]::new));
        this.events = events;
        this.aSecond = aSecond;
    }

    void run(Table table) throws InterruptedException, ExecutionException {
        List<Proved> proved;
        try (var growth = new Growth(log, audit)) {
            oneByOne(growth);
            var _ = paced(growth, Math.toIntExact(WARM_UP.toSeconds() * aSecond));
            proved = paced(growth, events);
        }
        since(table, "from append to Kafka's acknowledgement", proved, Proved::acknowledged);
        since(table, "from append to published", proved, Proved::published);
        since(table, "from append to a signed proof in hand", proved, Proved::inHand);
        single(table, proved);
    }

    /** When each thing happened, by {@link System#nanoTime}. */
    private record Proved(EventId id, long start, long acknowledged, long published, long inHand) {}

    private void since(Table table, String what, List<Proved> proved, ToLongFunction<Proved> when) {
        double[] millis =
                proved.stream()
                        .mapToDouble(one -> (when.applyAsLong(one) - one.start()) / 1e6)
                        .toArray();
        table.line(
                what,
                "p50 %.1f ms, p99 %.1f ms"
                        .formatted(Table.percentile(millis, 0.5), Table.percentile(millis, 0.99)),
                "%,d events at %d a second, each asked for when it has been published"
                        .formatted(events, aSecond));
    }

    /** One after the other for each caller, so that a cold start piles nothing up. */
    private void oneByOne(Growth growth) throws InterruptedException, ExecutionException {
        var left = new AtomicInteger(COLD);
        List<Future<?>> callers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < COLD_CALLERS; i++) {
                int number = i;
                callers.add(
                        threads.submit(() -> {
                            while (left.getAndDecrement() > 0) {
                                var _ = prove(number, growth);
                            }
                            return null;
                        }));
            }
        }
        for (Future<?> caller : callers) {
            caller.get();
        }
    }

    /** Fails when a single one of them was not proved. */
    private List<Proved> paced(Growth growth, int events)
            throws InterruptedException, ExecutionException {
        List<Future<Proved>> proofs = new ArrayList<>();
        long start = System.nanoTime();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < events; i++) {
                int number = i;
                long due = start + i * (Duration.ofSeconds(1).toNanos() / aSecond);
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                proofs.add(callers.submit(() -> prove(number % ACTORS, growth)));
            }
        }
        List<Proved> proved = new ArrayList<>();
        for (Future<Proved> proof : proofs) {
            proved.add(proof.get());
        }
        return proved;
    }

    private Proved prove(int caller, Growth growth)
            throws InterruptedException, ExecutionException {
        long start = System.nanoTime();
        AuditEvent event = AuditBenchmark.event(caller);
        Future<Long> published = growth.of(event.id());
        recorder.record(event);
        long acknowledged = System.nanoTime();
        long at = published.get();
        var _ = find(event.id()).flatMap(receipts::of).orElseThrow();
        return new Proved(event.id(), start, acknowledged, at, System.nanoTime());
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

    /** Watches the published log for all who wait, so that waiting costs one look a millisecond. */
    private static final class Growth implements AutoCloseable {
        private static final Duration BETWEEN_LOOKS = Duration.ofMillis(1);

        private final JdbcClient database;
        private final Map<UUID, CompletableFuture<Long>> waiting = new ConcurrentHashMap<>();
        private volatile boolean watching = true;
        private long size;

        Growth(LogTables log, DataSource audit) {
            this.database = JdbcClient.create(audit);
            this.size = log.head().size();
            Thread.ofPlatform().name("growth").daemon().start(this::watch);
        }

        /** When that event was seen under a signed checkpoint, by {@link System#nanoTime}. */
        Future<Long> of(EventId id) {
            return waiting.computeIfAbsent(id.value(), _ -> new CompletableFuture<>());
        }

        private void watch() {
            try {
                while (watching) {
                    look();
                    LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
                }
            } finally {
                waiting.values().forEach(one -> one.cancel(false));
            }
        }

        /** A leaf is committed together with the signed checkpoint that covers it. */
        private void look() {
            List<UUID> published =
                    database.sql("SELECT event_id FROM audit.leaf WHERE leaf_index >= ?")
                            .param(size)
                            .query((row, _) -> row.getObject(1, UUID.class))
                            .list();
            long seen = System.nanoTime();
            size += published.size();
            published.forEach(id -> {
                var one = waiting.remove(id);
                if (one != null) {
                    one.complete(seen);
                }
            });
        }

        @Override
        public void close() {
            watching = false;
        }
    }
}
