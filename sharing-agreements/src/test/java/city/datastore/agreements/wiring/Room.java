package city.datastore.agreements.wiring;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.AgencyNames;
import city.datastore.access.policy.Coverage;
import city.datastore.access.policy.PermitSource;
import city.datastore.access.policy.PolicyEngine;
import city.datastore.agreements.AgreementLists;
import city.datastore.agreements.AgreementRegister;
import city.datastore.agreements.Agreements;
import city.datastore.agreements.Invitations;
import city.datastore.agreements.KnownCity;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.evidence.EvidenceSigner;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.RequestId;
import city.datastore.audit.pipeline.NotRecordedException;
import city.datastore.audit.pipeline.Outbox;
import city.datastore.audit.pipeline.Recorder;
import city.datastore.audit.schema.DatabaseProperties;
import city.datastore.audit.schema.SchemaMigration;
import city.datastore.stack.LocalStack;
import city.datastore.stack.PostgresServer;
import city.datastore.stack.Server;
import com.zaxxer.hikari.HikariDataSource;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * This module as the platform wires it, on a fresh database of the real PostgreSQL, with the real
 * gate; the record is a list, and the clock is turned by hand.
 */
final class Room implements AutoCloseable {
    final TurnedClock clock = new TurnedClock(Instant.parse("2026-11-21T10:00:00Z"));
    final Log decisions = new Log();
    final Log changes = new Log();
    final KnownCity city = new KnownCity();
    final String url;
    private final PostgresServer postgres;
    private final ConfigurableApplicationContext context;

    Room() {
        postgres = LocalStack.shared(Server.POSTGRES).postgres();
        url = postgres.freshDatabase();
        context =
                new SpringApplicationBuilder(Wiring.class)
                        .web(WebApplicationType.NONE)
                        .logStartupInfo(false)
                        .initializers(fresh -> {
                            fresh.getBeanFactory().registerSingleton("room", this);
                        })
                        .properties(
                                Map.of(
                                        "spring.main.banner-mode", "off",
                                        "spring.jpa.hibernate.ddl-auto", "validate",
                                        "spring.jpa.open-in-view", "false",
                                        // letters go when a test says so
                                        "datastore.mail.sweep-every", "0s",
                                        "datastore.mail.send-every", "0s",
                                        "logging.level.root", "warn"))
                        .run();
    }

    Agreements agreements() {
        return context.getBean(Agreements.class);
    }

    AgreementLists lists() {
        return context.getBean(AgreementLists.class);
    }

    Invitations invitations() {
        return context.getBean(Invitations.class);
    }

    AgreementRegister register() {
        return context.getBean(AgreementRegister.class);
    }

    PermitSource permits() {
        return context.getBean(PermitSource.class);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    PostgresServer postgres() {
        return postgres;
    }

    /** That agency's information governance lead. */
    static Caller lead(AgencyCode agency) {
        return caller(agency, Role.IG_LEAD);
    }

    static Caller caller(AgencyCode agency, Role... roles) {
        return new Caller(
                new PersonId("person-of-" + agency),
                agency + "." + roles[0].code(),
                agency,
                Set.of(roles),
                false,
                new RequestId("request-1"));
    }

    @Override
    public void close() {
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @Import(AgreementsConfiguration.class)
    @ImportAutoConfiguration({
        HibernateJpaAutoConfiguration.class,
        TransactionAutoConfiguration.class
    })
    static class Wiring {
        @Bean
        DatabaseProperties database(Room room) {
            return new DatabaseProperties(
                    room.url,
                    room.postgres.passwordFile(PostgresServer.OWNER),
                    room.postgres.passwordFile(PostgresServer.APP),
                    room.postgres.passwordFile(PostgresServer.AUDIT));
        }

        /** Where changes are told. */
        @Bean
        SchemaMigration accessSchema(DatabaseProperties database) {
            return new SchemaMigration("access", database);
        }

        @Bean(destroyMethod = "close")
        DataSource dataSource(Room room) {
            var source = new HikariDataSource();
            source.setJdbcUrl(room.url);
            source.setUsername(PostgresServer.APP);
            source.setPassword(room.postgres.password(PostgresServer.APP));
            source.setMaximumPoolSize(8);
            return source;
        }

        @Bean
        Gatekeeper gate(PermitSource permits, Room room) {
            return new Gatekeeper(
                    new PolicyEngine(),
                    permits,
                    (_, _) -> List.of(),
                    (_, _) -> List.of(),
                    _ -> List.of(),
                    _ -> List.of(),
                    (_, _, _) -> "kept",
                    room.decisions,
                    room.clock);
        }

        @Bean
        Coverage coverage() {
            return new Coverage(AgencyNames.fromCodes());
        }

        @Bean
        EvidenceSigner signer(Room room) {
            return EvidenceSigner.generate(new SecureRandom(), room.clock.instant());
        }

        @Bean
        Clock clock(Room room) {
            return room.clock;
        }

        @Bean
        KnownCity city(Room room) {
            return room.city;
        }

        @Bean
        Outbox outbox(Room room) {
            return room.changes;
        }
    }

    /** A record that is a list, and that can be out of order. */
    static final class Log implements Recorder, Outbox {
        final List<AuditEvent> events = new CopyOnWriteArrayList<>();
        volatile boolean broken;

        @Override
        public void record(AuditEvent event) {
            add(event);
        }

        @Override
        public void add(AuditEvent event) {
            if (broken) {
                throw new NotRecordedException(
                        "the record is broken", new IllegalStateException("told so"));
            }
            events.add(event);
        }

        AuditEvent last() {
            return events.getLast();
        }
    }

    /** A clock that stands still until it is turned. */
    static final class TurnedClock extends Clock {
        private volatile Instant now;

        TurnedClock(Instant now) {
            this.now = now;
        }

        void turnTo(Instant instant) {
            now = instant;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("nothing here asks for a zone: " + zone);
        }
    }
}
