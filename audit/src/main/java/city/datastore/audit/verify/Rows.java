package city.datastore.audit.verify;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The rows of a query one after the other, by a cursor; looks one row ahead. */
final class Rows<T> implements AutoCloseable {
    /** Makes a value of the row that the cursor stands on. */
    @FunctionalInterface
    interface Shape<T> {
        T of(ResultSet row) throws SQLException;
    }

    private final PreparedStatement statement;
    private final ResultSet rows;
    private final Shape<T> shape;
    private @Nullable T next;

    /**
     * @param fetch how many rows come at a time
     */
    Rows(Connection connection, int fetch, Shape<T> shape, String sql, Object... values)
            throws SQLException {
        this.shape = shape;
        this.statement = connection.prepareStatement(sql);
        statement.setFetchSize(fetch);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        this.rows = statement.executeQuery();
        advance();
    }

    /** The row that comes next; null after the last. */
    @Nullable T peek() {
        return next;
    }

    /** The row that comes next, and goes on; null after the last. */
    @Nullable T take() throws SQLException {
        T taken = next;
        if (taken != null) {
            advance();
        }
        return taken;
    }

    private void advance() throws SQLException {
        next = rows.next() ? shape.of(rows) : null;
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
