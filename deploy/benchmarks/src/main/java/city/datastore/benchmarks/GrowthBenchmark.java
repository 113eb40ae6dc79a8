package city.datastore.benchmarks;

import city.datastore.audit.alerts.LogAlarm;
import city.datastore.audit.log.CheckpointSigner;
import city.datastore.audit.log.SignatureType;
import city.datastore.audit.log.SigningKey;
import city.datastore.audit.logtables.LogTables;
import city.datastore.audit.names.EventId;
import city.datastore.audit.pipeline.KafkaConnection;
import city.datastore.audit.pipeline.Pipeline;
import city.datastore.audit.pipeline.PipelineLimits;
import city.datastore.audit.schema.DatabaseProperties;
import city.datastore.audit.schema.SchemaMigration;
import city.datastore.audit.trail.JdbcTrail;
import city.datastore.audit.trail.Receipts;
import city.datastore.audit.trail.StoredEvent;
import city.datastore.audit.trail.TrailScope;
import city.datastore.audit.verify.Report;
import city.datastore.audit.verify.SecondOpinion;
import city.datastore.audit.verify.receipt.TrustedKey;
import city.datastore.stack.KafkaServer;
import city.datastore.stack.LocalStack;
import city.datastore.stack.PostgresServer;
import com.sun.management.OperatingSystemMXBean;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** What the log costs as it grows tenfold from step to step: to check, to prove, to append. */
final class GrowthBenchmark {
    private static final long FIRST = 100_000;
    private static final int ROUNDS = 4;
    private static final int PROOFS = 2_000;
    private static final int APPENDED = 20_000;
    private static final int CALLERS = 64;
    private static final String LOG = "benchmark.test/log";

    private final OperatingSystemMXBean machine =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final CheckpointSigner signer =
            new CheckpointSigner(
                    LOG,
                    List.of(SigningKey.generate(LOG, SignatureType.ED25519, new SecureRandom())));
    private final LocalStack stack;
    private final DatabaseProperties database;
    private final long entries;
    private final Random random = new Random(20261122);

    /**
     * @param entries how many there are in the end
     */
    GrowthBenchmark(LocalStack stack, long entries) {
        PostgresServer postgres = stack.postgres();
        this.stack = stack;
        this.entries = entries;
        this.database =
                new DatabaseProperties(
                        postgres.freshDatabase(),
                        postgres.passwordFile(PostgresServer.OWNER),
                        postgres.passwordFile(PostgresServer.APP),
                        postgres.passwordFile(PostgresServer.AUDIT));
    }

    void run(Table table) throws Exception {
        new SchemaMigration("audit", database).migrate();
        try (Connection owner = connect(PostgresServer.OWNER);
                HikariDataSource audit = pool(PostgresServer.AUDIT);
                HikariDataSource app = pool(PostgresServer.APP)) {
            var log = new FilledLog(owner, new LogTables(audit), signer, entries);
            for (long size = Math.min(FIRST, entries); ; size = Math.min(size * 10, entries)) {
                long start = System.nanoTime();
                log.fillTo(size);
                System.err.printf("filled to %,d in %d s%n", size, seconds(start));
                check(table, size);
                sizes(table, size, owner);
                prove(table, size, audit);
                append(table, size, audit, app);
                if (size == entries) {
                    return;
                }
            }
        }
    }

    private void check(Table table, long size) throws Exception {
        var opinion =
                new SecondOpinion(
                        database.url(),
                        stack.postgres().password(PostgresServer.AUDIT),
                        signer.keys().stream().map(key -> TrustedKey.parse(key.text())).toList());
        Checked best = checked(opinion);
        for (int i = 1; i < ROUNDS; i++) {
            Checked next = checked(opinion);
            best = next.report().took().compareTo(best.report().took()) < 0 ? next : best;
        }
        table.line(
                "%,d entries: full check, tables".formatted(size),
                "%,d entries a second".formatted(best.report().entriesPerSecond()),
                "%.2f µs of the checking process's own processor time an entry, the database's comes on top; the best of %d; load average %.1f"
                        .formatted(best.micros(), ROUNDS, machine.getSystemLoadAverage()));
    }

    /**
     * A check that found nothing.
     *
     * @param micros of this process's processor time, for each entry
     */
    private record Checked(Report report, double micros) {}

    private Checked checked(SecondOpinion opinion) throws Exception {
        long before = machine.getProcessCpuTime();
        Report report = opinion.check(null, null);
        if (!report.clean()) {
            throw new IllegalStateException(
                    "the check found " + report.findings().getFirst().line());
        }
        long nanos = machine.getProcessCpuTime() - before;
        return new Checked(report, nanos / 1e3 / report.entries());
    }

    private static void sizes(Table table, long size, Connection owner) throws SQLException {
        String sql =
                "SELECT (SELECT sum(pg_table_size(inhrelid)) FROM pg_inherits WHERE inhparent = 'audit.event'::regclass),"
                        + " (SELECT sum(pg_indexes_size(inhrelid)) FROM pg_inherits WHERE inhparent = 'audit.event'::regclass),"
                        + " pg_total_relation_size('audit.leaf'), pg_total_relation_size('audit.tile')";
        try (var statement = owner.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            table.line(
                    "%,d entries: tables".formatted(size),
                    "events %s, their indexes %s, leaves %s, tiles %s"
                            .formatted(
                                    mebibytes(row.getLong(1)),
                                    mebibytes(row.getLong(2)),
                                    mebibytes(row.getLong(3)),
                                    mebibytes(row.getLong(4))),
                    "leaves and tiles with their indexes");
        }
    }

    private static String mebibytes(long bytes) {
        return "%,d MiB".formatted(bytes >> 20);
    }

    private void prove(Table table, long size, HikariDataSource audit) throws SQLException {
        var trail = new JdbcTrail(audit);
        var receipts = new Receipts(new LogTables(audit));
        double[] millis = new double[PROOFS];
        try (Connection connection = audit.getConnection();
                var ask =
                        connection.prepareStatement(
                                "SELECT event_id FROM audit.leaf WHERE leaf_index = ?")) {
            for (int i = -PROOFS / 4; i < PROOFS; i++) {
                ask.setLong(1, random.nextLong(size));
                StoredEvent event;
                try (var row = ask.executeQuery()) {
                    row.next();
                    event =
                            trail.find(
                                            new TrailScope.Everything(),
                                            new EventId(row.getObject(1, UUID.class)))
                                    .orElseThrow();
                }
                long start = System.nanoTime();
                var _ = receipts.of(event).orElseThrow();
                if (i >= 0) {
                    millis[i] = (System.nanoTime() - start) / 1e6;
                }
            }
        }
        table.line(
                "%,d entries: a proof made from the tables".formatted(size),
                "p50 %.2f ms, p99 %.2f ms"
                        .formatted(Table.percentile(millis, 0.5), Table.percentile(millis, 0.99)),
                "%,d proofs of entries drawn by lot, one after the other".formatted(PROOFS));
    }

    /** Through Kafka and the pipeline, behind all that there is already. */
    private void append(Table table, long size, HikariDataSource audit, HikariDataSource app)
            throws InterruptedException {
        var kafka =
                new KafkaConnection(
                        stack.kafka().bootstrapServers(),
                        stack.kafka().credentialsFile(KafkaServer.ADMIN));
        var limits = new PipelineLimits("benchmark.log", 3, 1, Duration.ofSeconds(20));
        var tables = new LogTables(audit);
        var metrics = new SimpleMeterRegistry();
        try (var pipeline =
                new Pipeline(
                        kafka,
                        limits,
                        app,
                        audit,
                        signer,
                        new LogAlarm(audit, metrics, Clock.systemUTC()),
                        metrics,
                        Clock.systemUTC())) {
            pipeline.start();
            append(pipeline, tables, APPENDED / 4);
            double micros = append(pipeline, tables, APPENDED);
            table.line(
                    "%,d entries: appending one more".formatted(size),
                    "%.0f µs".formatted(micros),
                    "%,d events through Kafka, stored and under a signed checkpoint, from %d callers"
                            .formatted(APPENDED, CALLERS));
        }
    }

    /** Microseconds an event, until the last one is in the log. */
    private static double append(Pipeline pipeline, LogTables tables, int events)
            throws InterruptedException {
        long wanted = tables.head().size() + events;
        var left = new AtomicLong(events);
        long start = System.nanoTime();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CALLERS; i++) {
                int caller = i;
                var _ =
                        callers.submit(() -> {
                            while (left.getAndDecrement() > 0) {
                                pipeline.recorder().record(AuditBenchmark.event(caller));
                            }
                        });
            }
        }
        while (tables.head().size() < wanted) {
            if (seconds(start) > 180) {
                throw new IllegalStateException("not all was stored within three minutes");
            }
            Thread.sleep(2);
        }
        return (System.nanoTime() - start) / 1e3 / events;
    }

    private Connection connect(String role) throws SQLException {
        return DriverManager.getConnection(database.url(), role, stack.postgres().password(role));
    }

    private HikariDataSource pool(String role) {
        var config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setUsername(role);
        config.setPassword(stack.postgres().password(role));
        config.setMaximumPoolSize(4);
        return new HikariDataSource(config);
    }

    private static long seconds(long since) {
        return (System.nanoTime() - since) / 1_000_000_000L;
    }
}
