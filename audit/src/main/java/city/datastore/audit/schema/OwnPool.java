package city.datastore.audit.schema;

import com.zaxxer.hikari.HikariConfig;
import java.time.Duration;

/**
 * Settings of a small pool of connections beside the platform's own, for what must not wait for
 * others. It comes up before the database does, and never waits long for a connection.
 */
public final class OwnPool {
    private static final long CONNECT_WITHIN_MILLIS = 3_000;

    /**
     * How soon the database itself gives up on a node whose host is gone or that hangs, with all
     * that it holds: in half a minute instead of two hours, and in two minutes within a
     * transaction. The platform's own pool says the same in {@code application.yml}.
     */
    private static final String GIVE_UP =
            "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3"
                    + " -c tcp_user_timeout=30s -c client_connection_check_interval=10s"
                    + " -c idle_in_transaction_session_timeout=2min";

    private OwnPool() {}

    /**
     * Settings that the caller may add to.
     *
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
        config.addDataSourceProperty("options", GIVE_UP);
        // the values of a row that breaks a constraint may name a person, and would go into the log
        config.addDataSourceProperty("logServerErrorDetail", "false");
        return config;
    }
}
