package city.datastore.audit.trail;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * A data source that has each statement on the record explained before it is executed: on the same
 * connection, in the same transaction and with the same values, so that the plan is the one that
 * the statement goes by.
 */
final class ExplainedStatements {
    private static final String EXPLAIN =
            "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF, BUFFERS OFF) ";

    private final DataSource database;
    private final Map<String, String> indexes;
    private final List<QueryPlan> plans = new ArrayList<>();

    /**
     * @param indexes the name of the index of the whole record, by that of each month's
     */
    ExplainedStatements(DataSource database, Map<String, String> indexes) {
        this.database = database;
        this.indexes = indexes;
    }

    /** Of the statements since, in their order. */
    List<QueryPlan> plans() {
        return List.copyOf(plans);
    }

    DataSource dataSource() {
        return proxy(
                DataSource.class,
                (_, method, values) -> {
                    Object answer = call(method, database, values);
                    return answer instanceof Connection connection
                            ? explaining(connection)
                            : answer;
                });
    }

    private Connection explaining(Connection connection) {
        return proxy(
                Connection.class,
                (_, method, values) -> {
                    Object answer = call(method, connection, values);
                    return answer instanceof PreparedStatement statement
                                    && values[0] instanceof String sql
                                    && sql.contains("audit.event")
                                    && !sql.startsWith("LOCK")
                            ? explaining(connection, statement, sql)
                            : answer;
                });
    }

    private PreparedStatement explaining(
            Connection connection, PreparedStatement statement, String sql) throws SQLException {
        var explain = connection.prepareStatement(EXPLAIN + sql);
        return proxy(
                PreparedStatement.class,
                (_, method, values) -> {
                    if (method.getName().startsWith("set") && values[0] instanceof Integer) {
                        var _ = call(method, explain, values);
                    }
                    if (method.getName().equals("executeQuery")) {
                        plans.add(plan(sql, explain));
                    }
                    if (method.getName().equals("close")) {
                        explain.close();
                    }
                    return call(method, statement, values);
                });
    }

    private QueryPlan plan(String sql, PreparedStatement explain) throws SQLException {
        try (var rows = explain.executeQuery()) {
            var lines = new ArrayList<String>();
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
            return QueryPlan.of(sql, lines, indexes);
        }
    }

    private static Object call(Method method, Object on, Object[] values) throws Throwable {
        try {
            return method.invoke(on, values);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
