package city.datastore.audit.schema;

import com.zaxxer.hikari.HikariConfig;
import java.time.Duration;

/**
 * Settings of a small pool of connections beside the platform's own, for what must not wait for
 * others. It comes up before the database does, and never waits long for a connection.
 */
public final class OwnPool {
    private static final long CONNECT_WITHIN_MILLIS = 3_000;

    private OwnPool() {}

    /**
     * @param application what the database shows whose connections they are
     * @param answerWithin longest that a query may take
     */
    public static HikariConfig settings(
            DatabaseProperties database,
            DatabaseRole role,
            String name,
            String application,
            int connections,
            Duration answerWithin) {
        var config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(database.url());
        config.setUsername(role.username());
        config.setPassword(database.password(role));
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(CONNECT_WITHIN_MILLIS);
        config.setInitializationFailTimeout(-1);
        config.addDataSourceProperty("ApplicationName", application);
        config.addDataSourceProperty("connectTimeout", "3");
        config.addDataSourceProperty("socketTimeout", Long.toString(answerWithin.toSeconds()));
        config.addDataSourceProperty("tcpKeepAlive", "true");
        return config;
    }
}
