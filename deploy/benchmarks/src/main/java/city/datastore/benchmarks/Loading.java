package city.datastore.benchmarks;

import city.datastore.audit.schema.DatabaseProperties;
import city.datastore.audit.schema.DatabaseRole;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/**
 * Fills tables that facts come from, in one transaction and as their owner: without telling of each
 * row or keeping its flows, and then of everything at once.
 */
final class Loading {
    private static final List<String> TOLD_OF =
            List.of(
                    "access.access_grant",
                    "agreements.agreement",
                    "agreements.edition",
                    "agreements.party",
                    "agreements.scope",
                    "agreements.signature",
                    "agreements.step");

    private Loading() {}

    static void load(MeasuredPlatform platform, List<String> inserts) throws SQLException {
        var database = platform.bean(DatabaseProperties.class);
        try (var connection =
                        DriverManager.getConnection(
                                database.url(),
                                DatabaseRole.OWNER.username(),
                                database.password(DatabaseRole.OWNER));
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (var table : TOLD_OF) {
                statement.execute("ALTER TABLE " + table + " DISABLE TRIGGER USER");
            }
            for (var insert : inserts) {
                statement.execute(insert);
            }
            for (var table : TOLD_OF) {
                statement.execute("ALTER TABLE " + table + " ENABLE TRIGGER USER");
            }
            statement.execute("DELETE FROM agreements.kept_flow");
            statement.execute(
                    "INSERT INTO agreements.kept_flow SELECT * FROM agreements.flows_of(NULL)");
            statement.execute("SELECT access.fact_changed('everything', '', '')");
            connection.commit();
        }
    }
}
