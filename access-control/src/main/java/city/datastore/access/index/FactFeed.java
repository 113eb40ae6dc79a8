package city.datastore.access.index;

import city.datastore.access.clocks.Sighting;
import city.datastore.audit.pipeline.NamedLoop;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.springframework.context.SmartLifecycle;

/**
 * Keeps a node's index level with the database while the platform runs: one thread follows the feed
 * of changes, another one listens for the call that there is something new. While it cannot, the
 * index has no lease, and the gate asks the database.
 */
public final class FactFeed implements SmartLifecycle, AutoCloseable {
    /** Longest between two looks at the feed. */
    private static final Duration IDLE = Duration.ofMillis(75);

    /** Between two looks while somebody waits for other nodes. */
    private static final Duration BRIEFLY = Duration.ofMillis(2);

    private static final int LISTEN_MILLIS = 500;

    private final DataSource database;
    private final FactTables tables;
    private final LeasedIndex leased;
    private final Settlement settlement;
    private final Runnable anew;
    private final Follower follower;
    private final NamedLoop following = new NamedLoop("facts-follower", this::follow);
    private final NamedLoop listening = new NamedLoop("facts-listener", this::listen);

    /**
     * @param database two connections that nobody else uses
     * @param anew told whenever the database may be another one than before: at each connection
     *     (none outlives a restore or a failover) and where its feed is another one
     * @param clock told what the database's clock said, at each look
     */
    public FactFeed(
            DataSource database,
            FactTables tables,
            LeasedIndex leased,
            Settlement settlement,
            Runnable anew,
            Consumer<Sighting> clock) {
        this.database = database;
        this.tables = tables;
        this.leased = leased;
        this.settlement = settlement;
        this.anew = anew;
        this.follower = new Follower(leased, settlement, System::nanoTime, anew, clock);
    }

    /** How many commits the index was behind when the feed was last looked at. */
    public long lag() {
        return follower.lag();
    }

    /** The number of the last commit that is in the index; 0 before there is one. */
    public long applied() {
        return follower.applied();
    }

    @Override
    public void start() {
        settlement.wakes(following::wake);
        following.start();
        listening.start();
    }

    @Override
    public void stop() {
        listening.stop();
        following.stop();
        leased.endLease();
    }

    @Override
    public boolean isRunning() {
        return following.started();
    }

    /** As the pipeline: web servers stop before it and start after it. */
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public void close() {
        stop();
    }

    private void follow(NamedLoop loop) throws Exception {
        try (var feed = new JdbcFeed(database.getConnection(), tables)) {
            anew.run();
            while (loop.running()) {
                boolean more = follower.step(feed);
                loop.progressed();
                if (!more) {
                    loop.rest(settlement.anybodyWaits() ? BRIEFLY : IDLE);
                }
            }
            follower.leave(feed);
        }
    }

    private void listen(NamedLoop loop) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("LISTEN datastore_facts");
            var told = connection.unwrap(PGConnection.class);
            following.wake();
            while (loop.running()) {
                var calls = told.getNotifications(LISTEN_MILLIS);
                loop.progressed();
                if (calls != null && calls.length > 0) {
                    following.wake();
                }
            }
        }
    }
}
