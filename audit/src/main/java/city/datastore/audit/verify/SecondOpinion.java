package city.datastore.audit.verify;

import city.datastore.audit.verify.receipt.Trust;
import city.datastore.audit.verify.receipt.TrustedKey;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Checks the whole log against its tables, as they were at one instant, and against Kafka. Memory
 * does not grow with the log.
 */
public final class SecondOpinion {
    private static final String ROLE = "datastore_audit";

    private final String url;
    private final String password;
    private final Trust trust;

    /**
     * @param url of the database, as JDBC has it
     * @param password of the role {@code datastore_audit}
     * @param keys the log's verifier keys, from somewhere else than the database
     */
    public SecondOpinion(String url, String password, List<TrustedKey> keys) {
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
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            Findings findings = new Findings();
            HeadRow head = HeadRow.read(connection);
            Claims claims =
                    new Claims(head, HeadRow.cosigned(connection), earlier, trust, findings);
            TopicOrder order = new TopicOrder(topics(connection), findings);
            long entries;
            long gone;
            try (var pruned = new PrunedBodies(connection, findings);
                    var events = new JudgedEvents(connection);
                    var leaves = LeafRow.all(connection);
                    var tiles = new TileRows(connection, findings)) {
                entries =
                        new LogCheck(events, leaves, tiles, claims, order, pruned, findings).run();
                gone = pruned.count();
            }
            Report.Compared kafka =
                    topic == null ? null : new TopicCheck(connection, topic, order, findings).run();
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

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", ROLE);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "city-datastore-verify");
        properties.setProperty("prepareThreshold", "-1"); // bytes come as bytes, not as text
        return DriverManager.getConnection(url, properties);
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
