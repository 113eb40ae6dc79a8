package city.datastore.audit.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.audit.AuditStack;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.EventCodec;
import city.datastore.audit.event.Events;
import city.datastore.stack.LocalStack;
import city.datastore.stack.PostgresServer;
import city.datastore.stack.Server;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AppendOnlyIT {
    private static final String REFUSED = "42501"; // insufficient_privilege

    private final AuditStack stack = new AuditStack(LocalStack.shared(Server.POSTGRES));

    @BeforeAll
    void storeOne() throws SQLException {
        run(
                PostgresServer.AUDIT,
                "INSERT INTO audit.unreadable (topic_id, topic_partition, topic_offset, reason,"
                        + " bytes, digest) VALUES ('t', 0, 0, 'test', '\\x00', sha256('\\x00'))");
        insert(PostgresServer.AUDIT, Events.documented());
        run(
                PostgresServer.AUDIT,
                "INSERT INTO audit.cosigned (size, root, checkpoint, signed_at)"
                        + " VALUES (5, sha256('x'), 'c', now())");
    }

    @AfterAll
    void stop() {
        stack.close();
    }

    private void run(String role, String sql) throws SQLException {
        try (Connection connection = stack.connect(role)) {
            connection.createStatement().execute(sql);
        }
    }

    private void insert(String role, AuditEvent event) throws SQLException {
        try (Connection connection = stack.connect(role);
                var insert =
                        connection.prepareStatement(
                                """
                                INSERT INTO audit.event (sequence, id, at, actor, username, action, outcome,
                                    canonical, digest, salt, topic_partition, topic_offset)
                                VALUES ((SELECT coalesce(max(sequence), 0) + 1 FROM audit.event), ?, now(), 'p', 'u',
                                    'dataset.read', 'done', ?, sha256(?), sha256('salt'), 0, 0)
                                """)) {
            byte[] bytes = EventCodec.encode(event);
            insert.setObject(1, event.id().value());
            insert.setBytes(2, bytes);
            insert.setBytes(3, bytes);
            insert.executeUpdate();
        }
    }

    static Stream<Arguments> changes() {
        return Stream.of(PostgresServer.OWNER, PostgresServer.APP, PostgresServer.AUDIT)
                .flatMap(role ->
                        Stream.of(
                                        "UPDATE audit.event SET outcome = 'done'",
                                        "UPDATE audit.event SET outcome = 'done' WHERE false",
                                        "DELETE FROM audit.event",
                                        "TRUNCATE audit.event",
                                        "TRUNCATE audit.event CASCADE",
                                        "UPDATE audit.unreadable SET reason = ''",
                                        "DELETE FROM audit.unreadable",
                                        "TRUNCATE audit.unreadable",
                                        "UPDATE audit.topic_gap SET to_offset = from_offset",
                                        "DELETE FROM audit.topic_gap",
                                        "TRUNCATE audit.topic_gap",
                                        "DELETE FROM audit.head",
                                        "UPDATE audit.leaf SET entry = entry WHERE false",
                                        "DELETE FROM audit.leaf",
                                        "TRUNCATE audit.leaf",
                                        "UPDATE audit.tile SET root = root",
                                        "DELETE FROM audit.tile",
                                        "TRUNCATE audit.tile",
                                        "DELETE FROM audit.event_at_other_times",
                                        "TRUNCATE audit.event_at_other_times",
                                        "TRUNCATE audit.head",
                                        "DELETE FROM audit.cosigned",
                                        "TRUNCATE audit.cosigned",
                                        "UPDATE audit.cosigned SET size = size - 1",
                                        "UPDATE audit.cosigned SET root = sha256('y')")
                                .map(sql -> Arguments.of(role, sql)));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void what_is_stored_is_changed_by_nobody(String role, String sql) {
        assertThatThrownBy(() -> run(role, sql))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(REFUSED));
        assertThat(stack.count("SELECT count(*) FROM audit.event")).isEqualTo(1);
        assertThat(stack.count("SELECT count(*) FROM audit.unreadable")).isEqualTo(1);
    }

    @Test
    void what_was_cosigned_may_only_grow_or_gain_signatures() {
        assertThatCode(
                        () -> {
                            run(PostgresServer.AUDIT, "UPDATE audit.cosigned SET checkpoint = 'd'");
                            run(
                                    PostgresServer.AUDIT,
                                    "UPDATE audit.cosigned SET size = 6, root = sha256('z')");
                        })
                .doesNotThrowAnyException();
        assertThatThrownBy(() ->
                        run(
                                PostgresServer.AUDIT,
                                "INSERT INTO audit.cosigned (size, root, checkpoint, signed_at)"
                                        + " VALUES (9, sha256('x'), 'c', now())"))
                .hasMessageContaining("cosigned_pkey");
    }

    @Test
    void the_triggers_refuse_the_owner_in_words() {
        assertThatThrownBy(() -> run(PostgresServer.OWNER, "DELETE FROM audit.event"))
                .hasMessageContaining("the record only grows: DELETE on audit.event is refused");
    }

    static Stream<Arguments> beyondTheirRights() {
        return Stream.of(
                Arguments.of(PostgresServer.APP, "SELECT * FROM audit.event"),
                Arguments.of(PostgresServer.APP, "SELECT * FROM audit.outbox"),
                Arguments.of(PostgresServer.APP, "DELETE FROM audit.outbox"),
                Arguments.of(PostgresServer.APP, "UPDATE audit.outbox SET canonical = '\\x0000'"),
                Arguments.of(PostgresServer.APP, "TRUNCATE audit.outbox"),
                Arguments.of(PostgresServer.APP, "SELECT * FROM audit.head"),
                Arguments.of(PostgresServer.APP, "UPDATE audit.progress SET next_offset = 0"),
                Arguments.of(PostgresServer.APP, "CREATE TABLE audit.mine (a int)"),
                Arguments.of(
                        PostgresServer.AUDIT,
                        "INSERT INTO audit.outbox (canonical) VALUES ('\\x0000')"),
                Arguments.of(PostgresServer.AUDIT, "UPDATE audit.outbox SET canonical = '\\x0000'"),
                Arguments.of(PostgresServer.AUDIT, "DELETE FROM audit.progress"),
                Arguments.of(PostgresServer.AUDIT, "DROP TABLE audit.event"),
                Arguments.of(PostgresServer.AUDIT, "ALTER TABLE audit.event DISABLE TRIGGER ALL"));
    }

    @ParameterizedTest
    @MethodSource("beyondTheirRights")
    void each_role_has_only_the_rights_it_needs(String role, String sql) {
        assertThatThrownBy(() -> run(role, sql))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(REFUSED));
    }

    @Test
    void the_platforms_role_may_add_to_the_outbox() {
        assertThatCode(() ->
                        run(
                                PostgresServer.APP,
                                "INSERT INTO audit.outbox (canonical) VALUES ('\\x7b7d')"))
                .doesNotThrowAnyException();
    }

    @Test
    void a_row_whose_digest_is_not_of_its_bytes_is_refused() {
        String sql =
                "INSERT INTO audit.event (sequence, id, at, actor, username, action, outcome,"
                        + " canonical, digest, salt, topic_partition, topic_offset) VALUES (9,"
                        + " gen_random_uuid(), now(), 'p', 'u', 'a', 'done', '\\x7b7d', '\\x00', sha256('salt'), 0, 0)";

        assertThatThrownBy(() -> run(PostgresServer.AUDIT, sql))
                .hasMessageContaining("event_digest_is_of_its_bytes");
    }

    @Test
    void the_same_event_twice_is_refused() {
        String leaf =
                "INSERT INTO audit.leaf (leaf_index, event_id, event_at, entry) VALUES (%d,"
                        + " '019aa6a8-f57b-7abc-8def-0123456789ab', now(), sha256('x'))";

        assertThatCode(() -> run(PostgresServer.AUDIT, leaf.formatted(0)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> run(PostgresServer.AUDIT, leaf.formatted(1)))
                .hasMessageContaining("event_is_stored_once");
    }

    @Test
    void a_second_run_of_the_migrations_changes_nothing() {
        assertThatCode(() -> new SchemaMigration("audit", stack.database()).migrate())
                .doesNotThrowAnyException();
    }

    @Test
    void a_schema_without_migrations_is_an_error() {
        assertThat(List.of("audit", "no_such_schema")).hasSize(2);
        assertThatThrownBy(() -> new SchemaMigration("no_such_schema", stack.database()).migrate())
                .hasMessageContaining("db/no_such_schema");
    }
}
