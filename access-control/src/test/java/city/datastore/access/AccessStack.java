package city.datastore.access;

import city.datastore.access.clocks.ClockCheck;
import city.datastore.access.identity.Caller;
import city.datastore.access.index.PermitTable;
import city.datastore.access.index.Settlement;
import city.datastore.access.policy.Permit;
import city.datastore.access.policy.PermitSource;
import city.datastore.access.policy.Worlds;
import city.datastore.access.requests.AccessRequests;
import city.datastore.access.requests.Grants;
import city.datastore.audit.AuditConfiguration;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EventId;
import city.datastore.audit.paging.PageRequest;
import city.datastore.audit.trail.StoredEvent;
import city.datastore.audit.trail.Trail;
import city.datastore.audit.trail.TrailScope;
import city.datastore.stack.KafkaServer;
import city.datastore.stack.LocalStack;
import city.datastore.stack.PostgresServer;
import city.datastore.stack.Server;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The rights room wired as in the platform, over a real PostgreSQL and a real Kafka; agreements are
 * whatever a test promises, and the clock stands where it is put.
 */
public final class AccessStack implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final LocalStack servers = LocalStack.shared(Server.POSTGRES, Server.KAFKA);
    private final String url = servers.postgres().freshDatabase();
    private final ConfigurableApplicationContext context;

    public AccessStack(String... more) {
        var postgres = servers.postgres();
        List<String> settings =
                new ArrayList<>(
                        List.of(
                                "spring.flyway.enabled=false",
                                "spring.main.banner-mode=off",
                                "spring.jpa.hibernate.ddl-auto=validate",
                                "spring.datasource.hikari.data-source-properties"
                                        + ".logServerErrorDetail=false",
                                "spring.jpa.properties.hibernate.jdbc.time_zone=UTC",
                                "datastore.database.url=" + url,
                                "datastore.database.owner-password-file="
                                        + postgres.passwordFile(PostgresServer.OWNER),
                                "datastore.database.app-password-file="
                                        + postgres.passwordFile(PostgresServer.APP),
                                "datastore.database.audit-password-file="
                                        + postgres.passwordFile(PostgresServer.AUDIT),
                                "datastore.audit.log-key-file="
                                        + servers.home().resolve("keys").resolve("audit-log.keys"),
                                "datastore.kafka.bootstrap=" + servers.kafka().bootstrapServers(),
                                "datastore.kafka.credentials-file="
                                        + servers.kafka().credentialsFile(KafkaServer.PLATFORM),
                                // nobody answers there, and nothing has to until a token comes
                                "datastore.identity.issuer=http://127.0.0.1:9/realms/city"));
        settings.addAll(List.of(more));
        context =
                new SpringApplicationBuilder(Platform.class)
                        .web(WebApplicationType.NONE)
                        .properties(settings.toArray(String[]::new))
                        .run();
        promise(Worlds.permit());
    }

    public <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    /** From now on this is what that agreement promises. */
    public void promise(Permit permit) {
        get(Promises.class).permits.put(permit.agreement(), permit);
        as(PostgresServer.OWNER)
                .sql("SELECT access.fact_changed('permit', ?, '')")
                .param(permit.agreement().value())
                .query((_, _) -> permit)
                .single();
        get(Settlement.class).await();
    }

    public void at(Instant instant) {
        get(StandingClock.class).instant = instant;
    }

    /**
     * After a test: the clock is back, the usual promise stands, and none of those people has a
     * request that is pending or a grant that is not revoked.
     */
    public void tidy(Caller... people) {
        at(Worlds.NOW);
        promise(Worlds.permit());
        var requests = get(AccessRequests.class);
        var grants = get(Grants.class);
        for (var person : people) {
            requests.requests(person, "pending", true, PageRequest.first())
                    .items()
                    .forEach(pending -> requests.withdraw(person, pending.asked().id()));
            for (var grant :
                    grants.grants(person, null, null, null, new PageRequest(200, null)).items()) {
                // looked at again, because a renewal ends with what it continues
                if (grants.grant(person, grant.held().id()).revocation() == null) {
                    grants.revoke(person, grant.held().id(), "end of the test");
                }
            }
        }
    }

    /** The database as one of its roles sees it. */
    public JdbcClient as(String role) {
        return JdbcClient.create(data(role));
    }

    /** A connection each time. */
    public DataSource data(String role) {
        return new DriverManagerDataSource(url, role, servers.postgres().password(role));
    }

    /** How many wait in the database for what somebody else holds. */
    public long blocked() {
        return as(PostgresServer.OWNER)
                .sql(
                        "SELECT count(DISTINCT l.pid) FROM pg_locks l JOIN pg_stat_activity a USING"
                                + " (pid) WHERE NOT l.granted AND a.datname = current_database()")
                .query(Long.class)
                .single();
    }

    /**
     * A transaction of somebody else's that has just done this; whoever needs what it holds waits
     * until it commits or rolls back.
     */
    public Connection doing(String... statements) throws SQLException {
        var other = data(PostgresServer.OWNER).getConnection();
        other.setAutoCommit(false);
        also(other, statements);
        return other;
    }

    /** And goes on with this. */
    public static void also(Connection other, String... statements) throws SQLException {
        try (var run = other.createStatement()) {
            for (var statement : statements) {
                run.execute(statement);
            }
        }
    }

    /** The event as the record holds it, once it has got there. */
    public StoredEvent stored(EventId id) {
        var trail = get(Trail.class);
        return Awaitility.await("event " + id)
                .atMost(PATIENCE)
                .until(() -> trail.find(new TrailScope.Everything(), id), Optional::isPresent)
                .orElseThrow();
    }

    @Override
    public void close() {
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({
        AuditConfiguration.class,
        AccessConfiguration.class,
        Promises.class,
        StandingClock.class
    })
    static class Platform {
        /** The database's clock does not stand where a test puts the other one. */
        @Bean
        @Primary
        ClockCheck oneClockOnly() {
            return ClockCheck.NONE;
        }
    }

    /** What agreements promise in a test. */
    static final class Promises implements PermitSource, PermitTable {
        private final Map<AgreementRef, Permit> permits = new ConcurrentHashMap<>();

        @Override
        public Optional<Permit> permit(AgreementRef agreement) {
            return Optional.ofNullable(permits.get(agreement));
        }

        @Override
        public void each(Connection snapshot, Consumer<Permit> taker) {
            permits.values().forEach(taker);
        }

        @Override
        public Optional<Permit> of(Connection snapshot, AgreementRef agreement) {
            return permit(agreement);
        }

        @Override
        public List<Permit> permits(DatasetId dataset, AgencyCode receiver) {
            return permits.values().stream()
                    .filter(permit -> permit.datasets().containsKey(dataset))
                    .filter(permit -> permit.receivers().contains(receiver))
                    .toList();
        }
    }

    /** A clock that stands. */
    static final class StandingClock extends Clock {
        private volatile Instant instant = Worlds.NOW;

        @Override
        public Instant instant() {
            return instant;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("this clock stands in UTC");
        }
    }
}
