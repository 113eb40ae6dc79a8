package city.datastore.audit.pipeline;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Carries events from the outbox to Kafka, in the order of their ids, and deletes what Kafka has
 * acknowledged.
 *
 * <p>Of all platforms on one database one relays at a time: the one that holds an advisory lock for
 * as long as its connection lives. A crash between acknowledgement and deletion sends an event
 * twice; the sequencer stores it once.
 */
final class OutboxRelay {
    private static final int BATCH = 256;
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration STANDBY = Duration.ofSeconds(1);
    private static final Duration BETWEEN_COUNTS = Duration.ofSeconds(5);

    /** "outbox" in ASCII; any number that nobody else locks does. */
    static final long LOCK = 0x6f7574626f78L;

    private record Waiting(long id, Content content) {}

    private final DataSource audit;
    private final Sending kafka;
    private final EventMessages messages;
    private final Duration within;
    private final PipelineMetrics metrics;
    private long nextCount;

    OutboxRelay(
            DataSource audit,
            Sending kafka,
            EventMessages messages,
            Duration within,
            PipelineMetrics metrics) {
        this.audit = audit;
        this.kafka = kafka;
        this.messages = messages;
        this.within = within;
        this.metrics = metrics;
    }

    void run(NamedLoop loop) throws Exception {
        try (Connection connection = audit.getConnection()) {
            count(connection);
            if (!asked(connection, "SELECT pg_try_advisory_lock(" + LOCK + ")")) {
                loop.rest(STANDBY);
                return;
            }
            try {
                while (loop.running()) {
                    int relayed = relay(connection);
                    loop.progressed();
                    if (relayed < BATCH) {
                        loop.rest(POLL);
                    }
                }
            } finally {
                unlock(connection);
            }
        }
    }

    private int relay(Connection connection) throws Exception {
        count(connection);
        List<Waiting> batch = waiting(connection);
        if (batch.isEmpty()) {
            return 0;
        }
        List<Long> acknowledged = new ArrayList<>();
        Exception failure = send(batch, acknowledged);
        delete(connection, acknowledged);
        metrics.relayed(acknowledged.size());
        if (failure != null) {
            throw failure;
        }
        return batch.size();
    }

    /** Sends all; returns the first failure, after which no later event counts as acknowledged. */
    private @Nullable Exception send(List<Waiting> batch, List<Long> acknowledged)
            throws InterruptedException {
        long deadline = System.nanoTime() + within.toNanos();
        List<Future<?>> sent = new ArrayList<>();
        Exception failure = null;
        for (Waiting event : batch) {
            try {
                sent.add(kafka.send(messages.message(event.content().bytes())));
            } catch (RuntimeException e) {
                failure = e;
                break;
            }
        }
        for (int i = 0; i < sent.size(); i++) {
            try {
                sent.get(i).get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
                acknowledged.add(batch.get(i).id());
            } catch (ExecutionException | TimeoutException e) {
                return e;
            }
        }
        return failure;
    }

    private static List<Waiting> waiting(Connection connection) throws SQLException {
        try (PreparedStatement query =
                        connection.prepareStatement(
                                "SELECT id, canonical FROM audit.outbox ORDER BY id LIMIT "
                                        + BATCH);
                ResultSet rows = query.executeQuery()) {
            List<Waiting> batch = new ArrayList<>();
            while (rows.next()) {
                batch.add(new Waiting(rows.getLong(1), new Content(rows.getBytes(2))));
            }
            return batch;
        }
    }

    private static void delete(Connection connection, List<Long> ids) throws SQLException {
        if (ids.isEmpty()) {
            return;
        }
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM audit.outbox WHERE id = ANY (?)")) {
            delete.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
            delete.executeUpdate();
        }
    }

    private void count(Connection connection) throws SQLException {
        if (System.nanoTime() < nextCount) {
            return;
        }
        try (PreparedStatement query =
                        connection.prepareStatement(
                                "SELECT count(*) FROM (SELECT FROM audit.outbox LIMIT 10000) AS o");
                ResultSet rows = query.executeQuery()) {
            rows.next();
            metrics.outboxDepth(rows.getLong(1));
        }
        nextCount = System.nanoTime() + BETWEEN_COUNTS.toNanos();
    }

    private static boolean asked(Connection connection, String sql) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql);
                ResultSet rows = query.executeQuery()) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    /** A broken connection has lost the lock by itself. */
    private static void unlock(Connection connection) {
        try {
            asked(connection, "SELECT pg_advisory_unlock(" + LOCK + ")");
        } catch (SQLException _) {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException _) {
                // it is gone already
            }
        }
    }
}
