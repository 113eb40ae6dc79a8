package city.datastore.audit.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * Takes the right to make temporary objects from everybody but the owner. PostgreSQL gives it to
 * everybody, and finds names of tables and types among a session's temporary objects first, so a
 * function of the owner that forgets to say otherwise would run code of whoever calls it.
 */
final class TemporaryObjects {
    private static final String ALLOWED =
            "SELECT bool_or(has_database_privilege(role, current_database(), 'TEMPORARY')),"
                    + " quote_ident(current_database())"
                    + " FROM unnest(ARRAY['datastore_app', 'datastore_audit']) AS role";

    private TemporaryObjects() {}

    /**
     * Does nothing where nobody has the right.
     *
     * @param owner connects as the owner
     * @throws IllegalStateException where it cannot be taken away
     */
    static void forbid(DataSource owner) {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            String database = whereAllowed(statement);
            if (database.isEmpty()) {
                return;
            }
            String revoke =
                    "REVOKE TEMPORARY ON DATABASE "
                            + database
                            + " FROM PUBLIC, datastore_app, datastore_audit";
            try {
                statement.execute(revoke);
            } catch (SQLException _) {
                // another node was first, or the role may not: the next look tells
            }
            if (!whereAllowed(statement).isEmpty()) {
                throw new IllegalStateException(
                        "the platform's roles may make temporary objects in the database, and"
                                + " datastore_owner may not forbid it; have a superuser run: "
                                + revoke);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "whether roles may make temporary objects in the database is not known", e);
        }
    }

    /** The database's name, as SQL writes it; empty where nobody has the right. */
    private static String whereAllowed(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(ALLOWED)) {
            row.next();
            return row.getBoolean(1) ? row.getString(2) : "";
        }
    }
}
