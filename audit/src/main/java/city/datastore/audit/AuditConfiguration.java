package city.datastore.audit;

import city.datastore.audit.alerts.Alerting;
import city.datastore.audit.alerts.Alerts;
import city.datastore.audit.alerts.JdbcAlerts;
import city.datastore.audit.alerts.LogAlarm;
import city.datastore.audit.alerts.OwnRecords;
import city.datastore.audit.cosigning.Cosigning;
import city.datastore.audit.cosigning.WitnessPolicy;
import city.datastore.audit.evidence.EvidenceCertificateRow;
import city.datastore.audit.evidence.EvidencePacks;
import city.datastore.audit.evidence.EvidenceSigner;
import city.datastore.audit.log.CheckpointSigner;
import city.datastore.audit.logtables.LogHead;
import city.datastore.audit.logtables.LogTables;
import city.datastore.audit.pipeline.KafkaConnection;
import city.datastore.audit.pipeline.Outbox;
import city.datastore.audit.pipeline.Pipeline;
import city.datastore.audit.pipeline.PipelineLimits;
import city.datastore.audit.pipeline.Reaching;
import city.datastore.audit.pipeline.Recorder;
import city.datastore.audit.pipeline.TopicBeginning;
import city.datastore.audit.retention.Holds;
import city.datastore.audit.retention.Pruning;
import city.datastore.audit.retention.Retention;
import city.datastore.audit.retention.RetentionSweep;
import city.datastore.audit.retention.RetentionTerm;
import city.datastore.audit.schema.DatabaseProperties;
import city.datastore.audit.schema.DatabaseRole;
import city.datastore.audit.schema.OwnPool;
import city.datastore.audit.schema.RestoredProperties;
import city.datastore.audit.schema.SchemaMigration;
import city.datastore.audit.trail.JdbcTrail;
import city.datastore.audit.trail.Proving;
import city.datastore.audit.trail.Receipts;
import city.datastore.audit.trail.Trail;
import city.datastore.audit.use.JdbcUses;
import city.datastore.audit.use.Uses;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Puts the record together: its schema, its own data source, the pipeline and the trail.
 *
 * <p>It also tells Spring Boot how to reach the platform's own data source (role {@code
 * datastore_app}), so that passwords come from files only; {@code spring.datasource.hikari.*} still
 * applies to that one.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
    AlertProperties.class,
    AuditProperties.class,
    DatabaseProperties.class,
    KafkaConnection.class,
    RestoredProperties.class
})
public class AuditConfiguration {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

    /**
     * One each for storing, relaying, cosigning, following, pruning and looking how far the log has
     * come, and one to spare.
     */
    private static final int CARRYING_CONNECTIONS = 7;

    @Bean
    SchemaMigration auditSchema(DatabaseProperties database) {
        return new SchemaMigration("audit", database);
    }

    @Bean
    JdbcConnectionDetails appDatabase(DatabaseProperties database) {
        return new AppDatabase(database.url(), database.password(DatabaseRole.APP));
    }

    /**
     * For what carries the record on; readers have their own, so that they cannot hold it up.
     *
     * <p>Second to Spring Boot's own data source: only who asks for it by name gets it.
     */
    @Bean(defaultCandidate = false, destroyMethod = "close")
    HikariDataSource auditDataSource(DatabaseProperties database) {
        return dataSource(database, "audit", CARRYING_CONNECTIONS);
    }

    /** For whoever reads the record, however many they are and however long they take. */
    @Bean(defaultCandidate = false, destroyMethod = "close")
    HikariDataSource auditReadingDataSource(
            DatabaseProperties database, AuditProperties properties) {
        return dataSource(database, "audit-reading", properties.connections());
    }

    @Bean
    LogAlarm logAlarm(
            @Qualifier("auditDataSource") DataSource audit,
            ObjectProvider<MeterRegistry> registry,
            ObjectProvider<Clock> clock) {
        return new LogAlarm(
                audit,
                registry.getIfAvailable(SimpleMeterRegistry::new),
                clock.getIfAvailable(Clock::systemUTC));
    }

    @Bean(destroyMethod = "close")
    Pipeline auditPipeline(
            KafkaConnection kafka,
            AuditProperties properties,
            DataSource app,
            @Qualifier("auditDataSource") DataSource audit,
            CheckpointSigner signer,
            LogAlarm alarm,
            RestoredProperties restored,
            ObjectProvider<MeterRegistry> registry,
            ObjectProvider<Clock> clock) {
        var pipeline =
                new Pipeline(
                        kafka,
                        limits(properties),
                        app,
                        audit,
                        signer,
                        alarm,
                        registry.getIfAvailable(SimpleMeterRegistry::new),
                        clock.getIfAvailable(Clock::systemUTC));
        if (restored.today(clock.getIfAvailable(Clock::systemUTC))) {
            pipeline.acceptOlder();
        }
        return pipeline;
    }

    private static PipelineLimits limits(AuditProperties properties) {
        return new PipelineLimits(
                properties.topic(),
                properties.partitions(),
                properties.replication(),
                properties.recordWithin());
    }

    @Bean(destroyMethod = "close")
    Reaching reaching(
            KafkaConnection kafka,
            AuditProperties properties,
            @Qualifier("auditDataSource") DataSource audit,
            SchemaMigration auditSchema,
            ObjectProvider<Clock> clock) {
        return new Reaching(
                kafka, limits(properties), audit, clock.getIfAvailable(Clock::systemUTC));
    }

    /**
     * The log is never continued under other keys than those that signed it, nor where none of them
     * signed for its newest tree.
     */
    @Bean
    CheckpointSigner checkpointSigner(
            AuditProperties properties, LogTables tables, SchemaMigration auditSchema) {
        LogHead head = tables.head();
        var keys = new LogKeyFile(properties.logKeyFile());
        CheckpointSigner signer = keys.signer(properties.logOrigin(), head.size() == 0);
        if (head.checkpoint() != null && !signer.signed(head.checkpoint())) {
            throw new LogKeyException(
                    "the keys in "
                            + properties.logKeyFile()
                            + " are not those that signed the audit log so far, under the origin "
                            + properties.logOrigin()
                            + "; put back the file and the origin that the log was started with");
        }
        if (head.size() > 0 && !signer.signed(head.checkpoint(), head.size(), head.root())) {
            throw new LogKeyException(
                    "the audit log of "
                            + head.size()
                            + " entries has no checkpoint that speaks of it: somebody changed its"
                            + " head past the platform; keep everything as it is, and run"
                            + " ./dev verify-audit");
        }
        if (tables.cosigned()
                .map(LogHead::checkpoint)
                .filter(note -> !signer.cosigned(note))
                .isPresent()) {
            throw new LogKeyException(
                    "a key in "
                            + properties.logKeyFile()
                            + " is not the one that cosigned the audit log so far; put back the"
                            + " file that the log was started with");
        }
        return signer;
    }

    @Bean
    WitnessPolicy witnessPolicy(AuditProperties properties, CheckpointSigner signer) {
        return properties.witnesses().isBlank()
                ? WitnessPolicy.none(signer.keys())
                : WitnessPolicy.read(Path.of(properties.witnesses().strip()), signer.keys());
    }

    @Bean(destroyMethod = "close")
    Cosigning cosigning(
            @Qualifier("auditDataSource") DataSource audit,
            CheckpointSigner signer,
            WitnessPolicy policy,
            ObjectProvider<MeterRegistry> registry,
            ObjectProvider<Clock> clock) {
        return new Cosigning(
                audit,
                signer,
                policy,
                registry.getIfAvailable(SimpleMeterRegistry::new),
                clock.getIfAvailable(Clock::systemUTC));
    }

    @Bean
    LogTables logTables(@Qualifier("auditReadingDataSource") DataSource audit) {
        return new LogTables(audit);
    }

    @Bean
    Receipts receipts(LogTables tables) {
        return new Receipts(tables);
    }

    @Bean
    Proving proving(Receipts receipts, CheckpointSigner signer) {
        return new Proving(receipts, signer.keys());
    }

    /**
     * Packs are never signed under another certificate than the one they were signed under first.
     */
    @Bean
    EvidenceSigner evidenceSigner(
            AuditProperties properties,
            @Qualifier("auditReadingDataSource") DataSource audit,
            SchemaMigration auditSchema,
            ObjectProvider<Clock> clock) {
        var row = new EvidenceCertificateRow(audit);
        var file = EvidenceKeyFile.beside(properties.logKeyFile());
        EvidenceSigner signer =
                file.signer(
                        row.certificate().isEmpty(),
                        clock.getIfAvailable(Clock::systemUTC).instant());
        row.remember(signer.certificate());
        if (!Arrays.equals(row.certificate().orElseThrow(), signer.certificate())) {
            throw new LogKeyException(
                    "the key in "
                            + file.path()
                            + " is not the one that signed evidence packs so far; put back the file"
                            + " that the platform was started with");
        }
        return signer;
    }

    @Bean
    EvidencePacks evidencePacks(
            Trail trail,
            LogTables tables,
            EvidenceSigner evidence,
            CheckpointSigner log,
            WitnessPolicy policy) {
        return new EvidencePacks(trail, tables, evidence, log, policy.text());
    }

    @Bean
    Recorder recorder(Pipeline pipeline) {
        return pipeline.recorder();
    }

    @Bean
    Outbox outbox(Pipeline pipeline) {
        return pipeline.outbox();
    }

    @Bean
    Trail trail(@Qualifier("auditReadingDataSource") DataSource audit) {
        return new JdbcTrail(audit);
    }

    @Bean(destroyMethod = "close")
    Alerting alerting(
            @Qualifier("auditDataSource") DataSource audit,
            AlertProperties properties,
            SchemaMigration auditSchema,
            ObjectProvider<OwnRecords> own,
            ObjectProvider<MeterRegistry> registry) {
        return new Alerting(
                audit,
                properties.limits(),
                own.getIfAvailable(() -> OwnRecords.UNKNOWN),
                registry.getIfAvailable(SimpleMeterRegistry::new));
    }

    @Bean
    Alerts alerts(@Qualifier("auditReadingDataSource") DataSource audit, DataSource app) {
        return new JdbcAlerts(audit, app);
    }

    @Bean
    Uses uses(@Qualifier("auditReadingDataSource") DataSource audit) {
        return new JdbcUses(audit);
    }

    @Bean
    Holds holds(
            DataSource app,
            PlatformTransactionManager transactions,
            Outbox outbox,
            ObjectProvider<Clock> clock) {
        return new Holds(
                app,
                new TransactionTemplate(transactions),
                outbox,
                clock.getIfAvailable(Clock::systemUTC));
    }

    @Bean
    Retention retention(@Qualifier("auditReadingDataSource") DataSource audit) {
        return new Retention(audit);
    }

    @Bean
    Pruning pruning(
            DatabaseProperties database,
            AuditProperties properties,
            SchemaMigration auditSchema,
            KafkaConnection kafka,
            @Qualifier("auditDataSource") DataSource audit,
            Recorder recorder,
            LogAlarm alarm,
            ObjectProvider<Clock> clock) {
        RetentionTerm.set(database, properties.bodiesKept());
        TopicBeginning topic =
                properties.prunerCredentialsFile().isBlank()
                        ? null
                        : new TopicBeginning(
                                new KafkaConnection(
                                        kafka.bootstrap(),
                                        Path.of(properties.prunerCredentialsFile().strip())),
                                properties.topic());
        return new Pruning(audit, recorder, topic, alarm, clock.getIfAvailable(Clock::systemUTC));
    }

    @Bean(destroyMethod = "close")
    RetentionSweep retentionSweep(Pruning pruning) {
        return new RetentionSweep(pruning);
    }

    /**
     * A small pool under the role {@code datastore_audit}; it comes up before the database does.
     */
    static HikariDataSource dataSource(DatabaseProperties database, String name, int connections) {
        var config =
                OwnPool.settings(
                        database,
                        DatabaseRole.AUDIT,
                        name,
                        "city-datastore-audit",
                        connections,
                        ANSWER_WITHIN);
        config.setMinimumIdle(1);
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        return new HikariDataSource(config);
    }

    private record AppDatabase(String url, String password) implements JdbcConnectionDetails {
        @Override
        public String getUsername() {
            return DatabaseRole.APP.username();
        }

        @Override
        public String getPassword() {
            return password;
        }

        @Override
        public String getJdbcUrl() {
            return url;
        }

        /** Without the password. */
        @Override
        public String toString() {
            return "AppDatabase[" + url + "]";
        }
    }
}
