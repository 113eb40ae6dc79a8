package city.datastore.audit.retention;

import city.datastore.audit.schema.DatabaseProperties;
import city.datastore.audit.schema.DatabaseRole;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Period;

/**
 * Writes the term of the settings into the database when the platform starts, as the owner: the
 * roles under which it then runs cannot shorten it.
 */
public final class RetentionTerm {
    private RetentionTerm() {}

    /** Adds the term unless it is the newest already. */
    public static void set(DatabaseProperties database, Period kept) {
        try (Connection connection =
                        DriverManager.getConnection(
                                database.url(),
                                DatabaseRole.OWNER.username(),
                                database.password(DatabaseRole.OWNER));
                var insert =
                        connection.prepareStatement(
                                "INSERT INTO audit.retention (kept) SELECT ?::interval WHERE ?::interval"
                                        + " IS DISTINCT FROM (SELECT kept FROM audit.retention"
                                        + " ORDER BY number DESC LIMIT 1)")) {
            insert.setString(1, kept.toString());
            insert.setString(2, kept.toString());
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "the term for which events are kept could not be written", e);
        }
    }
}
