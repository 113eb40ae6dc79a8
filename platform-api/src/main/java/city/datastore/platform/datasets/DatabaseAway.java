package city.datastore.platform.datasets;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Tells a database that cannot be reached, so that trying again later helps, from a mistake of
 * ours.
 */
public final class DatabaseAway {
    private static final int DEEPEST = 20;

    private DatabaseAway() {}

    /**
     * Looks at the exception and its causes; besides Spring's own kinds, at SQLSTATE class 08
     * (connection), 57P (the server is shutting down or starting) and 53 (out of connections,
     * memory or disk), PostgreSQL appendix A.
     */
    public static boolean tells(Throwable failure) {
        @Nullable Throwable next = failure;
        for (int depth = 0; next != null && depth < DEEPEST; depth++) {
            if (isAway(next)) {
                return true;
            }
            next = next.getCause();
        }
        return false;
    }

    private static boolean isAway(Throwable failure) {
        return switch (failure) {
            case TransientDataAccessException _ -> true;
            case RecoverableDataAccessException _ -> true;
            case DataAccessResourceFailureException _ -> true;
            case TransactionException _ -> true;
            case SQLException database -> isAway(database.getSQLState());
            default -> false;
        };
    }

    private static boolean isAway(@Nullable String state) {
        return state != null
                && (state.startsWith("08") || state.startsWith("57P") || state.startsWith("53"));
    }
}
