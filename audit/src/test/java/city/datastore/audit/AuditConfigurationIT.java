package city.datastore.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Events;
import city.datastore.audit.pipeline.Outbox;
import city.datastore.audit.pipeline.Recorder;
import city.datastore.audit.trail.Trail;
import city.datastore.stack.KafkaServer;
import city.datastore.stack.LocalStack;
import city.datastore.stack.PostgresServer;
import city.datastore.stack.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class AuditConfigurationIT {
    private static final LocalStack SERVERS = LocalStack.shared(Server.POSTGRES, Server.KAFKA);

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(AuditConfiguration.class)
    static class Platform {}

    private static ConfigurableApplicationContext start(String... more) {
        PostgresServer postgres = SERVERS.postgres();
        List<String> settings =
                new ArrayList<>(
                        List.of(
                                "spring.flyway.enabled=false",
                                "spring.main.banner-mode=off",
                                "datastore.database.url=" + postgres.freshDatabase(),
                                "datastore.database.owner-password-file="
                                        + postgres.passwordFile(PostgresServer.OWNER),
                                "datastore.database.app-password-file="
                                        + postgres.passwordFile(PostgresServer.APP),
                                "datastore.database.audit-password-file="
                                        + postgres.passwordFile(PostgresServer.AUDIT),
                                "datastore.audit.log-key-file=" + newKeyFile(),
                                "datastore.kafka.bootstrap=" + SERVERS.kafka().bootstrapServers(),
                                "datastore.kafka.credentials-file="
                                        + SERVERS.kafka().credentialsFile(KafkaServer.PLATFORM)));
        settings.addAll(List.of(more));
        return new SpringApplicationBuilder(Platform.class)
                .web(WebApplicationType.NONE)
                .properties(settings.toArray(String[]::new))
                .run();
    }

    private static Path newKeyFile() {
        return SERVERS.home().resolve("keys").resolve(UUID.randomUUID() + ".keys");
    }

    @Nested
    class A_platform_with_these_settings {
        @Test
        void records_stores_and_finds_under_the_right_roles() {
            try (ConfigurableApplicationContext platform = start()) {
                AuditEvent decision = Events.read("mps.officer", "camden/hmo");
                AuditEvent change = Events.read("camden.ig", "camden/hmo");

                platform.getBean(Recorder.class).record(decision);
                new TransactionTemplate(platform.getBean(PlatformTransactionManager.class))
                        .executeWithoutResult(_ -> platform.getBean(Outbox.class).add(change));

                Trail trail = platform.getBean(Trail.class);
                AuditStack.until(
                        "both are stored",
                        () -> trail.holds(decision.id()) && trail.holds(change.id()));
                assertThat(roleOf(platform.getBean(DataSource.class)))
                        .isEqualTo(PostgresServer.APP);
                assertThat(roleOf(platform.getBean("auditDataSource", DataSource.class)))
                        .isEqualTo(PostgresServer.AUDIT);
            }
        }

        private static String roleOf(DataSource dataSource) {
            return JdbcClient.create(dataSource)
                    .sql("SELECT current_user")
                    .query(String.class)
                    .single();
        }
    }

    @Nested
    class A_connection_for_the_record {
        @Test
        void is_soon_given_up_by_the_database_when_its_host_is_gone() {
            try (var stack = new AuditStack(SERVERS)) {
                assertThat(shown(stack.audit(), "tcp_keepalives_idle")).isEqualTo("10");
                assertThat(shown(stack.audit(), "tcp_keepalives_interval")).isEqualTo("5");
                assertThat(shown(stack.audit(), "tcp_keepalives_count")).isEqualTo("3");
                assertThat(shown(stack.audit(), "tcp_user_timeout")).isEqualTo("30000");
                assertThat(shown(stack.audit(), "client_connection_check_interval"))
                        .isEqualTo("10s");
                assertThat(shown(stack.audit(), "idle_in_transaction_session_timeout"))
                        .isEqualTo("2min");
            }
        }

        /** What a failure says may go into a log. */
        @Test
        void says_no_values_of_a_row_that_the_database_refuses() {
            try (var stack = new AuditStack(SERVERS)) {
                var refused =
                        JdbcClient.create(stack.audit())
                                .sql(
                                        "INSERT INTO audit.alert (id, kind, subject, span_from,"
                                                + " span_until, raised_at, reason, events) VALUES"
                                                + " (gen_random_uuid(), 'No kind', ?, now(), now()"
                                                + " + interval '1 h', now(), 'x', 0)")
                                .param("mps.officer");

                assertThatThrownBy(refused::update)
                        .isInstanceOf(DataIntegrityViolationException.class)
                        .hasMessageContaining("alert_kind_check")
                        .message()
                        .doesNotContain("mps.officer");
            }
        }

        private static String shown(DataSource pool, String setting) {
            return JdbcClient.create(pool).sql("SHOW " + setting).query(String.class).single();
        }
    }

    @Nested
    class Readers_who_hold_every_connection_of_theirs {
        @Test
        void do_not_hold_up_what_is_stored() throws SQLException {
            String database = SERVERS.postgres().freshDatabase();
            var beside =
                    JdbcClient.create(
                            new DriverManagerDataSource(
                                    database,
                                    PostgresServer.AUDIT,
                                    SERVERS.postgres().password(PostgresServer.AUDIT)));
            try (ConfigurableApplicationContext platform =
                            start(
                                    "datastore.audit.connections=3",
                                    "datastore.database.url=" + database);
                    Connection _ = reading(platform);
                    Connection _ = reading(platform);
                    Connection _ = reading(platform)) {
                Trail trail = platform.getBean(Trail.class);
                AuditEvent event = Events.read("mps.officer", "camden/hmo");
                assertThatThrownBy(() -> trail.holds(event.id()))
                        .isInstanceOf(CannotGetJdbcConnectionException.class);

                platform.getBean(Recorder.class).record(event);

                AuditStack.until(
                        "it is stored and published",
                        () ->
                                beside.sql(
                                                        "SELECT count(*) FROM audit.leaf, audit.head"
                                                                + " WHERE event_id = ? AND leaf_index < size"
                                                                + " AND checkpoint IS NOT NULL")
                                                .param(event.id().value())
                                                .query(Long.class)
                                                .single()
                                        == 1);
            }
        }

        private static Connection reading(ConfigurableApplicationContext platform)
                throws SQLException {
            return platform.getBean("auditReadingDataSource", DataSource.class).getConnection();
        }
    }

    @Nested
    class The_key_of_evidence_packs {
        private static final Path FOLDER = SERVERS.home().resolve("evidence");

        private static ConfigurableApplicationContext startIn(String folder, String database) {
            return start(
                    "datastore.audit.log-key-file=" + FOLDER.resolve(folder).resolve("log.keys"),
                    "datastore.database.url=" + database);
        }

        @Test
        void is_made_on_the_first_start_and_demanded_ever_after() throws IOException {
            String database = SERVERS.postgres().freshDatabase();
            Path key = FOLDER.resolve("one").resolve("audit-evidence.pem");
            startIn("one", database).close();
            startIn("one", database).close();

            Files.move(key, key.resolveSibling("away"));

            assertThatThrownBy(() -> startIn("one", database))
                    .hasStackTraceContaining("audit-evidence.pem is missing");
            assertThat(key).doesNotExist();
        }

        @Test
        void is_never_another_than_the_first() throws IOException {
            String database = SERVERS.postgres().freshDatabase();
            startIn("two", database).close();
            startIn("three", SERVERS.postgres().freshDatabase()).close();
            Files.copy(
                    FOLDER.resolve("three").resolve("audit-evidence.pem"),
                    FOLDER.resolve("two").resolve("audit-evidence.pem"),
                    StandardCopyOption.REPLACE_EXISTING);

            assertThatThrownBy(() -> startIn("two", database))
                    .hasStackTraceContaining("is not the one that signed evidence packs so far");
        }
    }

    @Nested
    class A_platform_does_not_start {
        @Test
        void with_a_setting_that_nobody_knows() {
            assertThatThrownBy(() -> start("datastore.audit.recordwithinn=5s"))
                    .hasStackTraceContaining("recordwithinn");
        }

        @Test
        void with_a_wait_that_has_no_end() {
            assertThatThrownBy(() -> start("datastore.audit.record-within=10m"))
                    .hasStackTraceContaining("it has to be from 200 ms to 60 s");
        }

        @Test
        void without_knowing_where_Kafka_is() {
            assertThatThrownBy(() -> start("datastore.kafka.bootstrap="))
                    .hasStackTraceContaining("datastore.kafka.bootstrap is missing");
        }

        @Test
        void with_a_database_that_is_not_PostgreSQL() {
            assertThatThrownBy(() -> start("datastore.database.url=jdbc:h2:mem:x"))
                    .hasStackTraceContaining("it has to start with jdbc:postgresql:");
        }

        @Test
        void without_the_password_file() {
            assertThatThrownBy(() -> start("datastore.database.owner-password-file=/no/such/file"))
                    .hasStackTraceContaining("datastore_owner cannot be read from");
        }
    }
}
