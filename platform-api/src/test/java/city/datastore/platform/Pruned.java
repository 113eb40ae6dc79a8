package city.datastore.platform;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.stack.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;

/** Events whose bodies are gone, which in a test cannot be waited for. */
public final class Pruned {
    private Pruned() {}

    /** Deletes the body of the event, as pruning leaves it. */
    public static void body(RunningPlatform platform, String id) throws SQLException {
        try (Connection owner = platform.stack().postgres().connect(PostgresServer.OWNER)) {
            owner.setAutoCommit(false);
            String part =
                    one(
                            owner,
                            "SELECT tableoid::regclass::text FROM audit.event WHERE id = '%s'",
                            id);
            run(owner, "ALTER TABLE " + part + " DISABLE TRIGGER only_grows", id);
            run(owner, "DELETE FROM " + part + " WHERE id = '%s'", id);
            run(owner, "ALTER TABLE " + part + " ENABLE ALWAYS TRIGGER only_grows", id);
            run(
                    owner,
                    "INSERT INTO audit.pruning (partition_name, pruned_at, kept, bodies, stayed,"
                            + " announcement) VALUES ('a test', now(), '6 years', 1, 0, '%s')",
                    id);
            run(
                    owner,
                    "INSERT INTO audit.pruned (first_index, last_index, pruning) SELECT leaf_index,"
                            + " leaf_index, number FROM audit.leaf, audit.pruning"
                            + " WHERE event_id = announcement AND event_id = '%s'",
                    id);
            owner.commit();
        }
    }

    private static void run(Connection owner, String sql, String id) throws SQLException {
        try (var statement = owner.createStatement()) {
            statement.execute(sql.formatted(id));
        }
    }

    private static String one(Connection owner, String sql, String id) throws SQLException {
        try (var statement = owner.createStatement();
                var rows = statement.executeQuery(sql.formatted(id))) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
