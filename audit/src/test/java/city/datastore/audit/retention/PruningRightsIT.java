package city.datastore.audit.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.audit.event.AuditEvent;
import city.datastore.stack.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Who may have bodies deleted, which is nobody but as the log announced it. */
class PruningRightsIT extends PruningRoom {
    private static final String REFUSED = "42501"; // insufficient_privilege

    @Nested
    class Whoever_has_the_rights_of_the_pipeline {
        private void refused(String role, String sql) {
            assertThatThrownBy(() -> run(role, sql))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(e.getSQLState()).isEqualTo(REFUSED));
        }

        private void run(String role, String sql) throws SQLException {
            try (Connection connection = log.stack.connect(role)) {
                connection.createStatement().execute(sql);
            }
        }

        private String prune(UUID announcement) {
            return "SELECT audit.prune('" + log.partition() + "', '" + announcement + "')";
        }

        @Test
        void cannot_have_bodies_deleted_that_are_younger() throws Exception {
            log.record("mps.officer", 5, "camden/hmo");

            refused(PostgresServer.AUDIT, prune(UUID.randomUUID()));
            refused(
                    PostgresServer.AUDIT,
                    "SELECT audit.prune('event_at_other_times', gen_random_uuid())");
        }

        @Test
        void cannot_have_anything_deleted_that_was_not_announced() throws Exception {
            AuditEvent other = log.record("mps.officer", 5, "camden/hmo").getFirst();
            log.itIs(log.termIsOver());

            refused(PostgresServer.AUDIT, prune(UUID.randomUUID()));
            refused(PostgresServer.AUDIT, prune(other.id().value()));
            assertThat(log.bodies()).isEqualTo(5);
        }

        @Test
        void cannot_have_deleted_what_was_held_after_it_was_announced() throws Exception {
            log.record("mps.officer", 5, "camden/hmo");
            log.itIs(log.termIsOver());
            UUID announced = announcedOnly();
            log.hold(null, HoldKind.DATASET, "camden/hmo");

            refused(PostgresServer.AUDIT, prune(announced));
            assertThat(
                            log.stack.count(
                                    "SELECT count(*) FROM audit.event WHERE username = 'mps.officer'"))
                    .isEqualTo(5);
        }

        @Test
        void cannot_look_at_the_holds_as_they_were_before() throws Exception {
            log.record("mps.officer", 5, "camden/hmo");
            log.itIs(log.termIsOver());
            UUID announced = announcedOnly();
            try (Connection connection = log.stack.connect(PostgresServer.AUDIT)) {
                connection.setAutoCommit(false);
                connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                connection.createStatement().execute("SELECT count(*) FROM audit.hold");
                log.hold(null, HoldKind.DATASET, "camden/hmo");

                assertThatThrownBy(() -> connection.createStatement().execute(prune(announced)))
                        .hasMessageContaining("read committed and no other");
            }
        }

        @Test
        void cannot_have_deleted_what_was_announced_on_another_day() throws Exception {
            log.record("mps.officer", 5, "camden/hmo");
            log.itIs(log.termIsOver());
            UUID announced = announcedOnly();
            log.databaseSays(log.termIsOver().plus(Duration.ofDays(3)));

            refused(PostgresServer.AUDIT, prune(announced));
            assertThat(log.bodies()).isEqualTo(6);
        }

        /** An announcement in the log that nobody has carried out. */
        private UUID announcedOnly() throws Exception {
            var held = log.stack.connect(PostgresServer.AUDIT);
            try (held) {
                held.setAutoCommit(false);
                // as the second opinion does while it reads: the partition cannot go meanwhile
                held.createStatement().execute("SELECT count(*) FROM audit.event");
                assertThatThrownBy(() -> log.pruning(null).run())
                        .hasMessageContaining("lock timeout");
            }
            return log.stack
                    .as(PostgresServer.AUDIT)
                    .sql("SELECT id FROM audit.event WHERE action = 'retention.prune'")
                    .query(UUID.class)
                    .single();
        }

        static List<String> otherWays() {
            return List.of(
                    "DELETE FROM audit.event",
                    "TRUNCATE audit.event",
                    "ALTER TABLE audit.event DETACH PARTITION audit.event_at_other_times",
                    "DROP TABLE audit.event_at_other_times",
                    "INSERT INTO audit.retention (kept) VALUES (interval '6 months')",
                    "DELETE FROM audit.hold",
                    "DELETE FROM audit.hold_lifting",
                    "DELETE FROM audit.pruned",
                    "INSERT INTO audit.pruning (partition_name, pruned_at, kept, bodies,"
                            + " stayed, announcement) VALUES ('x', now(), interval '6 years', 1, 0, gen_random_uuid())",
                    "INSERT INTO audit.pruned (first_index, last_index, pruning) VALUES (0, 9, 1)",
                    "CREATE OR REPLACE FUNCTION audit.retention_now() RETURNS timestamptz"
                            + " LANGUAGE sql STABLE AS 'SELECT now()'");
        }

        @Test
        void may_not_ask_for_it_past_the_second_clock() {
            for (String role : List.of(PostgresServer.AUDIT, PostgresServer.APP)) {
                assertThat(
                                log.stack
                                        .as(PostgresServer.OWNER)
                                        .sql(
                                                "SELECT has_function_privilege(?,"
                                                        + " 'audit.prune_as_announced(text, uuid)', 'EXECUTE')")
                                        .param(role)
                                        .query(Boolean.class)
                                        .single())
                        .as(role)
                        .isFalse();
            }
        }

        @Test
        void has_no_other_way() {
            for (String sql : otherWays()) {
                refused(PostgresServer.AUDIT, sql);
                refused(PostgresServer.APP, sql);
            }
        }

        @Test
        void and_the_owner_is_refused_a_bare_deletion_too() throws Exception {
            log.record("mps.officer", 5, "camden/hmo");
            log.hold(null, HoldKind.PERSON, "lfb.officer");
            log.itIs(log.termIsOver());
            log.pruning().run();

            for (String table :
                    List.of(
                            "event",
                            "event_at_other_times",
                            "hold",
                            "hold_lifting",
                            "pruning",
                            "pruned",
                            "retention")) {
                refused(PostgresServer.OWNER, "DELETE FROM audit." + table);
                refused(PostgresServer.OWNER, "TRUNCATE audit." + table + " CASCADE");
            }
        }
    }
}
