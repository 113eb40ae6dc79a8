package city.datastore.audit;

import city.datastore.audit.alerts.LogAlarm;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.log.CheckpointSigner;
import city.datastore.audit.log.SignatureType;
import city.datastore.audit.log.SigningKey;
import city.datastore.audit.names.EventId;
import city.datastore.audit.pipeline.KafkaConnection;
import city.datastore.audit.pipeline.Pipeline;
import city.datastore.audit.pipeline.PipelineLimits;
import city.datastore.audit.schema.DatabaseProperties;
import city.datastore.audit.schema.SchemaMigration;
import city.datastore.audit.trail.JdbcTrail;
import city.datastore.audit.trail.Trail;
import city.datastore.stack.KafkaServer;
import city.datastore.stack.LocalStack;
import city.datastore.stack.PostgresServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/** An audit schema of a test's own in a real PostgreSQL, and a topic of its own in a real Kafka. */
public final class AuditStack implements AutoCloseable {
    private static final AtomicInteger TOPICS = new AtomicInteger();
    public static final CheckpointSigner SIGNER =
            new CheckpointSigner(
                    "example.test/log",
                    List.of(
                            SigningKey.generate(
                                    "example.test/log",
                                    SignatureType.ED25519,
                                    new SecureRandom())));

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final LocalStack stack;
    private final String topic =
            "test.audit." + ProcessHandle.current().pid() + "." + TOPICS.incrementAndGet();
    private final DatabaseProperties database;
    private final DataSource audit;
    private final DataSource app;
    private final List<Closeable> open = new ArrayList<>();
    public final MeterRegistry metrics = new SimpleMeterRegistry();

    public AuditStack(LocalStack stack) {
        this.stack = stack;
        PostgresServer postgres = stack.postgres();
        database =
                new DatabaseProperties(
                        postgres.freshDatabase(),
                        postgres.passwordFile(PostgresServer.OWNER),
                        postgres.passwordFile(PostgresServer.APP),
                        postgres.passwordFile(PostgresServer.AUDIT));
        new SchemaMigration("audit", database).migrate();
        var pool = AuditConfiguration.dataSource(database, "audit", 8);
        open.add(pool);
        audit = pool;
        app = dataSource(PostgresServer.APP);
    }

    public DatabaseProperties database() {
        return database;
    }

    public DataSource audit() {
        return audit;
    }

    public DataSource app() {
        return app;
    }

    public String topic() {
        return topic;
    }

    public Trail trail() {
        return new JdbcTrail(audit);
    }

    public DataSource dataSource(String role) {
        return new DriverManagerDataSource(database.url(), role, stack.postgres().password(role));
    }

    public Connection connect(String role) throws SQLException {
        return dataSource(role).getConnection();
    }

    public JdbcClient as(String role) {
        return JdbcClient.create(dataSource(role));
    }

    public TransactionOperations transactions() {
        return new TransactionTemplate(new JdbcTransactionManager(app));
    }

    public KafkaConnection kafka() {
        return new KafkaConnection(
                stack.kafka().bootstrapServers(), stack.kafka().credentialsFile(KafkaServer.ADMIN));
    }

    /**
     * Client settings of Kafka's administrator, for messages that the pipeline would never send.
     */
    public Map<String, Object> kafkaSettings() {
        Map<String, Object> settings =
                new HashMap<>(stack.kafka().clientProperties(KafkaServer.ADMIN));
        settings.put("bootstrap.servers", stack.kafka().bootstrapServers());
        return settings;
    }

    /** A pipeline that is running; it stops with the stack. */
    public Pipeline started(Duration recordWithin) {
        Pipeline pipeline = pipeline(recordWithin);
        pipeline.start();
        return pipeline;
    }

    /** A pipeline that is to be started. */
    public Pipeline pipeline(Duration recordWithin) {
        Pipeline pipeline =
                new Pipeline(
                        kafka(),
                        new PipelineLimits(topic, 3, 1, recordWithin),
                        app,
                        audit,
                        SIGNER,
                        alarm(),
                        metrics,
                        Clock.systemUTC());
        open.addFirst(pipeline::close);
        return pipeline;
    }

    public LogAlarm alarm() {
        return new LogAlarm(audit, metrics, Clock.systemUTC());
    }

    /** What alerts of faults of the record say. */
    public List<String> faults() {
        return JdbcClient.create(audit)
                .sql("SELECT reason FROM audit.alert WHERE kind = 'record-fault' ORDER BY number")
                .query((row, _) -> row.getString(1))
                .list();
    }

    public Pipeline started() {
        return started(Duration.ofSeconds(20));
    }

    public long count(String sql, Object... values) {
        return JdbcClient.create(audit).sql(sql).params(values).query(Long.class).single();
    }

    public long stored(AuditEvent event) {
        return count("SELECT count(*) FROM audit.event WHERE id = ?", event.id().value());
    }

    public void awaitStored(EventId id) {
        until("event " + id + " is stored", () -> trail().holds(id));
    }

    /** Waits for something that other threads bring about; fails after a minute. */
    public static void until(String what, java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await(what)
                .ignoreExceptions()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(condition);
    }

    @Override
    public void close() {
        for (Closeable each : open) {
            try {
                each.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
