package city.datastore.access;

import city.datastore.access.certification.Certifications;
import city.datastore.access.clocks.ClockCheck;
import city.datastore.access.clocks.ClocksProperties;
import city.datastore.access.drafts.RequestDrafts;
import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.grounds.GroundsSweep;
import city.datastore.access.grounds.StoredGrounds;
import city.datastore.access.identity.Agencies;
import city.datastore.access.identity.Agency;
import city.datastore.access.identity.IdentityProperties;
import city.datastore.access.identity.StoredAgencies;
import city.datastore.access.identity.TokenDecoder;
import city.datastore.access.identity.TokenReader;
import city.datastore.access.index.LeasedIndex;
import city.datastore.access.policy.AgencyNames;
import city.datastore.access.policy.ConditionSource;
import city.datastore.access.policy.Coverage;
import city.datastore.access.policy.EmergencySource;
import city.datastore.access.policy.GrantSource;
import city.datastore.access.policy.PermitSource;
import city.datastore.access.policy.PolicyEngine;
import city.datastore.access.policy.ProhibitionSource;
import city.datastore.access.policy.RolePolicySource;
import city.datastore.access.requests.AccessRequests;
import city.datastore.access.requests.Deadlines;
import city.datastore.access.requests.Grants;
import city.datastore.access.teams.Teams;
import city.datastore.audit.pipeline.Outbox;
import city.datastore.audit.pipeline.Recorder;
import city.datastore.audit.schema.DatabaseProperties;
import city.datastore.audit.schema.SchemaMigration;
import jakarta.persistence.EntityManagerFactory;
import java.time.Clock;
import javax.sql.DataSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Puts the rights together: schema, identity, policy, gate and requests. Needs a {@link
 * PermitSource} and a {@link city.datastore.access.index.PermitTable} from the module of the
 * agreements, and a {@link Clock} from the platform.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
    IdentityProperties.class,
    RequestsProperties.class,
    ClocksProperties.class
})
@EntityScan(basePackageClasses = {AccessRequests.class, RequestDrafts.class})
@Import({IndexConfiguration.class, OwnerRuleConfiguration.class, EmergencyConfiguration.class})
public class AccessConfiguration {
    private static final int TRANSACTION_SECONDS = 10;

    @Bean
    SchemaMigration accessSchema(DatabaseProperties database) {
        return new SchemaMigration("access", database);
    }

    @Bean
    Agencies agencies(DataSource database, Clock clock) {
        return new StoredAgencies(JdbcClient.create(database), clock);
    }

    @Bean
    JwtDecoder jwtDecoder(IdentityProperties properties, Clock clock) {
        return new TokenDecoder(properties, clock);
    }

    @Bean
    TokenReader tokenReader(IdentityProperties properties, Agencies agencies, Clock clock) {
        return new TokenReader(properties, agencies, clock);
    }

    /** A sentence is never held up by a name: where it cannot be had, the code speaks. */
    @Bean
    AgencyNames agencyNames(Agencies agencies) {
        var fallback = AgencyNames.fromCodes();
        return code -> {
            try {
                return agencies.find(code).map(Agency::name).orElseGet(() -> fallback.name(code));
            } catch (DataAccessException e) {
                LoggerFactory.getLogger(AccessConfiguration.class)
                        .atWarn()
                        .setCause(e)
                        .log("names of agencies could not be read");
                return fallback.name(code);
            }
        };
    }

    @Bean
    PolicyEngine policyEngine(AgencyNames names) {
        return new PolicyEngine(names);
    }

    @Bean
    GrantSource grantSource(EntityManagerFactory rows) {
        return Grants.source(SharedEntityManagerCreator.createSharedEntityManager(rows));
    }

    @Bean
    Gatekeeper gatekeeper(
            PolicyEngine engine,
            PermitSource permits,
            GrantSource grants,
            ProhibitionSource prohibitions,
            ConditionSource conditions,
            RolePolicySource rolePolicies,
            EmergencySource emergencies,
            LeasedIndex index,
            StoredGrounds grounds,
            Recorder recorder,
            Clock clock,
            ClockCheck clocks) {
        return new Gatekeeper(
                engine,
                permits,
                grants,
                prohibitions,
                conditions,
                rolePolicies,
                emergencies,
                index,
                grounds,
                recorder,
                clock,
                clocks);
    }

    /**
     * @param accessSchema which makes the table
     */
    @Bean
    StoredGrounds grounds(DataSource app, PolicyEngine engine, SchemaMigration accessSchema) {
        return new StoredGrounds(app, engine);
    }

    /**
     * @param accessSchema which makes the function
     */
    @Bean
    GroundsSweep groundsSweep(DataSource app, SchemaMigration accessSchema) {
        return new GroundsSweep(app);
    }

    @Bean
    Coverage coverage(AgencyNames names) {
        return new Coverage(names);
    }

    @Bean
    AccessRequests accessRequests(
            Gatekeeper gate,
            PermitSource permits,
            Coverage coverage,
            EntityManagerFactory rows,
            PlatformTransactionManager transactionManager,
            Outbox outbox,
            Clock clock) {
        return new AccessRequests(
                gate,
                permits,
                coverage,
                SharedEntityManagerCreator.createSharedEntityManager(rows),
                bounded(transactionManager),
                outbox,
                clock);
    }

    @Bean
    Grants grants(
            Gatekeeper gate,
            LeasedIndex index,
            PermitSource permits,
            Coverage coverage,
            EntityManagerFactory rows,
            PlatformTransactionManager transactionManager,
            Outbox outbox,
            Clock clock) {
        return new Grants(
                gate,
                index,
                permits,
                coverage,
                SharedEntityManagerCreator.createSharedEntityManager(rows),
                bounded(transactionManager),
                outbox,
                clock);
    }

    @Bean
    RequestDrafts requestDrafts(
            Gatekeeper gate,
            AccessRequests requests,
            Grants grants,
            EntityManagerFactory rows,
            PlatformTransactionManager transactionManager,
            Outbox outbox,
            Clock clock) {
        return new RequestDrafts(
                gate,
                requests,
                grants,
                SharedEntityManagerCreator.createSharedEntityManager(rows),
                bounded(transactionManager),
                outbox,
                clock);
    }

    @Bean
    Deadlines deadlines(
            Gatekeeper gate,
            PermitSource permits,
            EntityManagerFactory rows,
            PlatformTransactionManager transactionManager,
            Outbox outbox,
            Clock clock) {
        return new Deadlines(
                gate,
                permits,
                SharedEntityManagerCreator.createSharedEntityManager(rows),
                bounded(transactionManager),
                outbox,
                clock);
    }

    /**
     * @param accessSchema which makes the table
     */
    @Bean
    Certifications certifications(
            Gatekeeper gate,
            Deadlines deadlines,
            DataSource app,
            PlatformTransactionManager transactionManager,
            Outbox outbox,
            RequestsProperties limits,
            SchemaMigration accessSchema,
            Clock clock) {
        return new Certifications(
                gate,
                deadlines,
                app,
                bounded(transactionManager),
                outbox,
                limits.confirmWithin(),
                clock);
    }

    /**
     * @param accessSchema which makes the table
     */
    @Bean
    Teams teams(
            Gatekeeper gate,
            AccessRequests requests,
            Grants grants,
            DataSource app,
            PlatformTransactionManager transactionManager,
            Outbox outbox,
            SchemaMigration accessSchema,
            Clock clock) {
        return new Teams(gate, requests, grants, app, bounded(transactionManager), outbox, clock);
    }

    /** Transactions that give up rather than hold a connection. */
    static TransactionTemplate bounded(PlatformTransactionManager transactionManager) {
        var transactions = new TransactionTemplate(transactionManager);
        transactions.setTimeout(TRANSACTION_SECONDS);
        return transactions;
    }
}
