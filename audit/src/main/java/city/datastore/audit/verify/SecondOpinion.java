package city.datastore.audit.verify;

import city.datastore.audit.verify.receipt.Trust;
import city.datastore.audit.verify.receipt.TrustedKey;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks the whole log against its tables, as they were at one instant, and against Kafka. Memory
 * does not grow with the log.
 */
public final class SecondOpinion {
    /** Enough that planning a query weighs little, few enough that memory is small. */
    private static final int TILES_A_STRETCH = 128;

    private static final String ROLE = "datastore_audit";
    private static final Pattern SNAPSHOT = Pattern.compile("[0-9A-F-]{1,60}");

    private static final String ALONE = "-c jit=off -c max_parallel_workers_per_gather=0";

    /**
     * Rows come as they lie in the table, page by page: one by one by an index costs more. Pages
     * come in their order, and handing their reading over to other processes costs more than it
     * saves.
     */
    private static final String BY_PAGE =
            ALONE
                    + " -c enable_seqscan=off -c enable_indexscan=off"
                    + " -c effective_io_concurrency=0";

    /** Rows come in the order of an index: sorting them costs more. */
    private static final String BY_INDEX =
            ALONE + " -c enable_sort=off -c enable_seqscan=off -c enable_bitmapscan=off";

    private final String url;
    private final String password;
    private final Trust trust;
    private final Clock clock;
    private final int tiles;

    /**
     * @param url of the database, as JDBC has it
     * @param password of the role {@code datastore_audit}
     * @param keys the log's verifier keys, from somewhere else than the database
     */
    public SecondOpinion(String url, String password, List<TrustedKey> keys) {
        this(url, password, keys, Clock.systemUTC());
    }

    /**
     * @param clock of whoever checks: what the tables say of deletions is held against it
     */
    public SecondOpinion(String url, String password, List<TrustedKey> keys, Clock clock) {
        this(url, password, keys, clock, TILES_A_STRETCH);
    }

    /**
     * @param tiles how many of them are checked at a time
     */
    SecondOpinion(String url, String password, List<TrustedKey> keys, Clock clock, int tiles) {
        this.clock = clock;
        this.tiles = tiles;
        this.url = url;
        this.password = password;
        this.trust = Trust.keys(keys);
    }

    /** The topic to compare with, and the settings of a client that may read it. */
    public record Topic(String name, Map<String, Object> client) {}

    /**
     * Checks everything.
     *
     * @param earlier a checkpoint that was kept, which the log has to continue; or null
     * @param topic what to compare with in Kafka; or null
     * @throws SQLException when the database cannot be read
     * @throws org.apache.kafka.common.KafkaException when Kafka cannot be read
     */
    public Report check(@Nullable String earlier, @Nullable Topic topic)
            throws SQLException, InterruptedException {
        long start = System.nanoTime();
        try (Connection connection = connect(settings())) {
            Findings findings = new Findings();
            HeadRow head = HeadRow.read(connection);
            Claims claims =
                    new Claims(head, HeadRow.cosigned(connection), earlier, trust, findings);
            TopicGaps.tell(connection, findings);
            TopicOrder order = new TopicOrder(topics(connection), findings);
            long entries;
            long gone;
            String snapshot = snapshot(connection);
            try (var stretches = new Stretches(() -> connect(snapshot, BY_PAGE), tiles);
                    var pruned = new PrunedBodies(connection, clock.instant(), findings);
                    var stored = new TileRows(connection, findings);
                    var workers = JudgedEvents.workers()) {
                var check =
                        new LogCheck(connection, workers, stored, claims, order, pruned, findings);
                entries = check.run(stretches);
                gone = pruned.count();
            }
            Report.Compared kafka =
                    topic == null
                            ? null
                            : new TopicCheck(
                                            connection,
                                            () -> connect(snapshot, BY_INDEX),
                                            topic,
                                            order,
                                            findings)
                                    .run();
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            return new Report(
                    findings.sorted(),
                    findings.count(),
                    entries,
                    gone,
                    took,
                    head == null ? null : head.checkpoint(),
                    kafka);
        }
    }

    private Connection connect(Properties settings) throws SQLException {
        Connection connection = DriverManager.getConnection(url, settings);
        connection.setAutoCommit(false);
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        return connection;
    }

    /** Another connection, which sees the tables as the first one does. */
    private Connection connect(String snapshot, String options) throws SQLException {
        Properties settings = settings();
        settings.setProperty("options", options);
        settings.setProperty("socketFactory", ReadAhead.class.getName());
        Connection connection = connect(settings);
        try (var statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION SNAPSHOT '" + snapshot + "'");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private Properties settings() {
        Properties settings = new Properties();
        settings.setProperty("user", ROLE);
        settings.setProperty("password", password);
        settings.setProperty("ApplicationName", "city-datastore-verify");
        settings.setProperty("prepareThreshold", "-1"); // bytes come as bytes, not as text
        return settings;
    }

    private static String snapshot(Connection connection) throws SQLException {
        try (var row =
                new Rows<>(connection, 1, one -> one.getString(1), "SELECT pg_export_snapshot()")) {
            String snapshot = row.peek();
            if (snapshot == null || !SNAPSHOT.matcher(snapshot).matches()) {
                throw new SQLException("the database gave no snapshot to share");
            }
            return snapshot;
        }
    }

    private static int topics(Connection connection) throws SQLException {
        try (var count =
                new Rows<>(
                        connection,
                        1,
                        row -> row.getInt(1),
                        "SELECT count(DISTINCT topic_id) FROM audit.progress")) {
            Integer topics = count.peek();
            return topics == null ? 0 : topics;
        }
    }
}
