package city.datastore.access;

import city.datastore.access.conditions.Conditions;
import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.policy.ConditionSource;
import city.datastore.access.policy.ProhibitionSource;
import city.datastore.access.policy.RolePolicySource;
import city.datastore.access.prohibitions.Prohibitions;
import city.datastore.access.rolepolicies.RolePolicies;
import city.datastore.audit.pipeline.Outbox;
import city.datastore.audit.schema.SchemaMigration;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/** Puts together what owners lay down: prohibitions, conditions and role policies. */
@Configuration(proxyBeanMethods = false)
class OwnerRuleConfiguration {
    @Bean
    ProhibitionSource prohibitionSource(DataSource app) {
        return Prohibitions.source(app);
    }

    @Bean
    ConditionSource conditionSource(DataSource app) {
        return Conditions.source(app);
    }

    @Bean
    RolePolicySource rolePolicySource(DataSource app) {
        return RolePolicies.source(app);
    }

    /**
     * @param accessSchema which makes the table
     */
    @Bean
    Prohibitions prohibitions(
            Gatekeeper gate,
            DataSource app,
            PlatformTransactionManager transactionManager,
            Outbox outbox,
            SchemaMigration accessSchema,
            Clock clock) {
        return new Prohibitions(
                gate, app, AccessConfiguration.bounded(transactionManager), outbox, clock);
    }

    /**
     * @param accessSchema which makes the table
     */
    @Bean
    Conditions conditions(
            Gatekeeper gate,
            DataSource app,
            PlatformTransactionManager transactionManager,
            Outbox outbox,
            SchemaMigration accessSchema,
            Clock clock) {
        return new Conditions(
                gate, app, AccessConfiguration.bounded(transactionManager), outbox, clock);
    }

    /**
     * @param accessSchema which makes the table
     */
    @Bean
    RolePolicies rolePolicies(
            Gatekeeper gate,
            DataSource app,
            PlatformTransactionManager transactionManager,
            Outbox outbox,
            SchemaMigration accessSchema,
            Clock clock) {
        return new RolePolicies(
                gate, app, AccessConfiguration.bounded(transactionManager), outbox, clock);
    }
}
