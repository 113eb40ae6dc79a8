package city.datastore.access;

import city.datastore.access.emergency.Arrangements;
import city.datastore.access.emergency.Duties;
import city.datastore.access.emergency.Emergencies;
import city.datastore.access.emergency.EmergencyBell;
import city.datastore.access.emergency.NotSharing;
import city.datastore.access.emergency.StoredEmergencies;
import city.datastore.access.emergency.Vocabulary;
import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Agencies;
import city.datastore.access.policy.EmergencySource;
import city.datastore.audit.pipeline.Outbox;
import city.datastore.audit.schema.SchemaMigration;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/** Puts emergencies together: what is arranged beforehand, who is on duty, and what is opened. */
@Configuration(proxyBeanMethods = false)
class EmergencyConfiguration {
    @Bean
    EmergencySource emergencySource(DataSource app) {
        return new StoredEmergencies(app);
    }

    @Bean
    Vocabulary emergencyVocabulary(DataSource app) {
        return new Vocabulary(app);
    }

    /**
     * @param accessSchema which makes the tables
     */
    @Bean
    Arrangements arrangements(
            Gatekeeper gate,
            Agencies agencies,
            DataSource app,
            PlatformTransactionManager transactionManager,
            Outbox outbox,
            SchemaMigration accessSchema,
            Clock clock) {
        return new Arrangements(
                gate,
                agencies,
                app,
                AccessConfiguration.bounded(transactionManager),
                outbox,
                clock);
    }

    /**
     * @param accessSchema which makes the tables
     */
    @Bean
    Duties duties(
            Gatekeeper gate,
            DataSource app,
            PlatformTransactionManager transactionManager,
            Outbox outbox,
            SchemaMigration accessSchema,
            Clock clock) {
        return new Duties(
                gate, app, AccessConfiguration.bounded(transactionManager), outbox, clock);
    }

    /**
     * @param accessSchema which makes the tables
     * @param bell nobody is told where there is none
     */
    @Bean
    Emergencies emergencies(
            Gatekeeper gate,
            DataSource app,
            ObjectProvider<EmergencyBell> bell,
            PlatformTransactionManager transactionManager,
            Outbox outbox,
            SchemaMigration accessSchema,
            Clock clock) {
        return new Emergencies(
                gate,
                app,
                bell.getIfAvailable(() -> EmergencyBell.SILENT),
                AccessConfiguration.bounded(transactionManager),
                outbox,
                clock);
    }

    /**
     * @param accessSchema which makes the tables
     */
    @Bean
    NotSharing notSharing(
            Gatekeeper gate,
            DataSource app,
            PlatformTransactionManager transactionManager,
            Outbox outbox,
            SchemaMigration accessSchema,
            Clock clock) {
        return new NotSharing(
                gate, app, AccessConfiguration.bounded(transactionManager), outbox, clock);
    }
}
