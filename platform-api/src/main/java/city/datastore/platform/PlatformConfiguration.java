package city.datastore.platform;

import city.datastore.access.AccessConfiguration;
import city.datastore.access.emergency.Arrangements;
import city.datastore.access.emergency.Emergencies;
import city.datastore.access.emergency.NotSharing;
import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.grounds.StoredGrounds;
import city.datastore.access.policy.Coverage;
import city.datastore.access.policy.PolicyEngine;
import city.datastore.access.requests.Grants;
import city.datastore.access.rolepolicies.RolePolicies;
import city.datastore.agreements.AgreementRegister;
import city.datastore.agreements.Agreements;
import city.datastore.agreements.DatasetKnowledge;
import city.datastore.agreements.Reviews;
import city.datastore.agreements.Variations;
import city.datastore.agreements.wiring.AgreementsConfiguration;
import city.datastore.audit.AuditConfiguration;
import city.datastore.audit.alerts.Alerts;
import city.datastore.audit.alerts.OwnRecords;
import city.datastore.audit.pipeline.Outbox;
import city.datastore.audit.pipeline.Recorder;
import city.datastore.audit.retention.Holds;
import city.datastore.audit.retention.Retention;
import city.datastore.audit.schema.DatabaseProperties;
import city.datastore.audit.schema.RestoredProperties;
import city.datastore.audit.schema.SchemaMigration;
import city.datastore.audit.searches.SavedSearches;
import city.datastore.audit.trail.Trail;
import city.datastore.audit.use.Uses;
import city.datastore.platform.datasets.DatasetColumns;
import city.datastore.platform.datasets.DatasetSweep;
import city.datastore.platform.datasets.Datasets;
import city.datastore.platform.datasets.DatasetsRoom;
import city.datastore.platform.datasets.ReleasesUnderWay;
import city.datastore.platform.datasets.UploadProperties;
import city.datastore.platform.desk.AlertDesk;
import city.datastore.platform.desk.DecisionDesk;
import city.datastore.platform.desk.EmergencyDesk;
import city.datastore.platform.desk.ImpactDesk;
import city.datastore.platform.desk.ReaderDesk;
import city.datastore.platform.desk.ReplayDesk;
import city.datastore.platform.desk.ReviewDesk;
import city.datastore.platform.desk.SearchDesk;
import city.datastore.platform.document.Pdf;
import city.datastore.platform.keeping.Keeping;
import city.datastore.platform.subjects.SubjectHasher;
import city.datastore.platform.subjects.SubjectIndex;
import city.datastore.platform.subjects.Subjects;
import city.datastore.platform.subjects.Withholdings;
import city.datastore.platform.vault.AgencyKeys;
import city.datastore.platform.vault.KeystorePassword;
import city.datastore.platform.vault.SubjectKey;
import city.datastore.platform.vault.Vault;
import city.datastore.platform.vault.WarmUp;
import jakarta.persistence.EntityManagerFactory;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires the platform, and calls on the configuration of every other module. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({StorageProperties.class, UploadProperties.class})
@EntityScan(basePackageClasses = Datasets.class)
@Import({
    AuditConfiguration.class,
    AccessConfiguration.class,
    AgreementsConfiguration.class,
    NoticeConfiguration.class
})
class PlatformConfiguration {
    /** Longest that somebody waits for a document. */
    private static final Duration PDF_PATIENCE = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(PlatformConfiguration.class);

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    SchemaMigration platformSchema(DatabaseProperties database) {
        return new SchemaMigration("platform", database);
    }

    @Bean
    Vault vault(StorageProperties storage) {
        var password = KeystorePassword.fromFile(storage.keystorePasswordFile());
        return new Vault(storage.vault(), AgencyKeys.open(storage.keystore(), password));
    }

    @Bean
    DatasetKnowledge datasetKnowledge(
            EntityManagerFactory entities, Gatekeeper gate, Arrangements arrangements) {
        return new DatasetColumns(
                SharedEntityManagerCreator.createSharedEntityManager(entities), gate, arrangements);
    }

    @Bean
    ReleasesUnderWay releasesUnderWay(DataSource app) {
        return new ReleasesUnderWay(app);
    }

    @Bean
    DatasetsRoom datasetsRoom(
            Gatekeeper gate,
            Arrangements arrangements,
            Outbox outbox,
            Recorder recorder,
            Vault vault,
            SubjectIndex subjects,
            ReleasesUnderWay underWay,
            StorageProperties storage,
            EntityManagerFactory entities,
            PlatformTransactionManager transactions,
            RestoredProperties restored,
            Clock clock,
            UploadProperties upload) {
        return DatasetsRoom.of(
                gate,
                arrangements,
                outbox,
                recorder,
                vault,
                subjects,
                underWay,
                storage.vault().resolve("nodes"),
                SharedEntityManagerCreator.createSharedEntityManager(entities),
                new TransactionTemplate(transactions),
                () -> restored.today(clock),
                clock,
                upload.maxSize().toBytes());
    }

    @Bean
    Datasets datasets(DatasetsRoom room) {
        return room.datasets();
    }

    @Bean
    SubjectHasher subjectHasher(StorageProperties storage) {
        var password = KeystorePassword.fromFile(storage.keystorePasswordFile());
        return new SubjectHasher(SubjectKey.open(storage.subjectKey(), password));
    }

    /**
     * Nobody would be found with another key than the one that made it, so that is looked at first.
     */
    @Bean
    SubjectIndex subjectIndex(
            DataSource app, SubjectHasher hasher, SchemaMigration platformSchema) {
        var index = new SubjectIndex(app, hasher);
        index.checkKey();
        return index;
    }

    /** People are known to the record by user name, which may be their e-mail address. */
    @Bean
    OwnRecords ownRecords(SubjectIndex index) {
        return (version, username) ->
                index.holds(version, "username", username)
                        || index.holds(version, "email", username);
    }

    @Bean
    Withholdings withholdings(
            Gatekeeper gate,
            DataSource app,
            PlatformTransactionManager transactions,
            Outbox outbox,
            Clock clock) {
        return new Withholdings(
                gate,
                app,
                new TransactionTemplate(transactions),
                outbox,
                clock,
                Withholdings.MAX_STANDING);
    }

    @Bean
    Subjects subjects(
            Gatekeeper gate,
            SubjectIndex index,
            SubjectHasher hasher,
            Withholdings withholdings,
            Trail trail,
            DatasetKnowledge datasets,
            Outbox outbox,
            PlatformTransactionManager transactions,
            Clock clock) {
        return new Subjects(
                gate,
                index,
                hasher,
                withholdings,
                trail,
                datasets,
                outbox,
                new TransactionTemplate(transactions),
                clock,
                Subjects.MAX_COPIED,
                Subjects.MAX_VERSIONS);
    }

    @Bean
    Keeping keeping(Gatekeeper gate, Retention retention, Holds holds) {
        return new Keeping(gate, retention, holds);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    DatasetSweep datasetSweep(DatasetsRoom room) {
        return room.sweep();
    }

    @Bean
    SearchDesk searchDesk(
            Gatekeeper gate,
            DataSource app,
            Outbox outbox,
            PlatformTransactionManager transactions,
            Clock clock) {
        return new SearchDesk(
                gate, new SavedSearches(app), outbox, new TransactionTemplate(transactions), clock);
    }

    @Bean
    ImpactDesk impactDesk(
            Agreements agreements,
            Grants grants,
            ReleasesUnderWay underWay,
            Coverage coverage,
            Clock clock) {
        return new ImpactDesk(agreements, grants, underWay, coverage, clock);
    }

    @Bean
    ReviewDesk reviewDesk(
            Reviews reviews,
            Variations variations,
            Uses uses,
            Grants grants,
            DatasetKnowledge datasets,
            Clock clock) {
        return new ReviewDesk(reviews, variations, uses, grants, datasets, clock);
    }

    @Bean
    Pdf pdf() {
        return new Pdf(PDF_PATIENCE);
    }

    @Bean
    DecisionDesk decisionDesk(
            Gatekeeper gatekeeper,
            Datasets datasets,
            Grants grants,
            AgreementRegister agreements,
            RolePolicies rolePolicies) {
        return new DecisionDesk(gatekeeper, datasets, grants, agreements, rolePolicies);
    }

    @Bean
    ReaderDesk readerDesk(
            Gatekeeper gatekeeper, Datasets datasets, Grants grants, DecisionDesk decisions) {
        return new ReaderDesk(gatekeeper, datasets, grants, decisions);
    }

    @Bean
    ReplayDesk replayDesk(
            Gatekeeper gatekeeper,
            Trail trail,
            StoredGrounds grounds,
            PolicyEngine engine,
            DecisionDesk decisions) {
        return new ReplayDesk(gatekeeper, trail, grounds, engine, decisions);
    }

    @Bean
    EmergencyDesk emergencyDesk(
            Arrangements arrangements,
            Emergencies emergencies,
            NotSharing notSharing,
            SubjectIndex subjects,
            Datasets datasets,
            DatasetKnowledge known) {
        return new EmergencyDesk(arrangements, emergencies, notSharing, subjects, datasets, known);
    }

    @Bean
    AlertDesk alertDesk(
            Gatekeeper gate,
            Alerts alerts,
            Outbox outbox,
            PlatformTransactionManager transactions,
            Clock clock) {
        return new AlertDesk(gate, alerts, outbox, new TransactionTemplate(transactions), clock);
    }

    /** Readiness is reported after this. */
    @Bean
    ApplicationRunner warmCipher() {
        return _ -> LOG.info("the cipher is warm after {} ms", WarmUp.finish().toMillis());
    }
}
