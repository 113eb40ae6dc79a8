package city.datastore.audit.pipeline;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How far the topic has been read, in {@code audit.progress}, and what of it could not be, in
 * {@code audit.topic_gap}.
 */
final class Progress {
    /** Another sequencer has moved the position meanwhile; nothing was stored. */
    static final class LostRaceException extends RuntimeException {
        LostRaceException(Map<Integer, Long> from) {
            super("the partitions no longer all stand at the offsets " + from);
        }
    }

    private final JdbcTemplate database;
    private final TransactionOperations transactions;
    private final Omissions omissions;

    Progress(DataSource audit, Omissions omissions) {
        this.database = new JdbcTemplate(audit);
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(audit));
        this.omissions = omissions;
    }

    /**
     * Where reading stands, for each of the topic's partitions. Where this topic was made anew,
     * what the one before still held is noted as lost: nobody can say any more whether it was read
     * to its end.
     */
    Map<Integer, Long> positions(String topicId, int partitions) {
        transactions.executeWithoutResult(_ -> {
            boolean known = isKnown(topicId);
            if (begin(topicId, partitions) && !known) {
                leaveEarlierTopics(topicId);
            }
        });
        Map<Integer, Long> positions = new HashMap<>();
        database.query(
                "SELECT topic_partition, next_offset FROM audit.progress WHERE topic_id = ?",
                row -> {
                    positions.put(row.getInt(1), row.getLong(2));
                },
                topicId);
        return positions;
    }

    /** Whether no topic was ever read into this database. */
    boolean isNew() {
        return Boolean.TRUE.equals(
                database.queryForObject(
                        "SELECT NOT EXISTS (SELECT FROM audit.progress)", Boolean.class));
    }

    /** How far each partition was read at any time; empty where the topic is not known here. */
    Map<Integer, Long> reached(String topicId) {
        Map<Integer, Long> reached = new HashMap<>();
        database.query(
                "SELECT topic_partition, reached FROM audit.progress WHERE topic_id = ?",
                row -> {
                    reached.put(row.getInt(1), row.getLong(2));
                },
                topicId);
        return reached;
    }

    /**
     * Looks whether the database still knows that these positions were reached.
     *
     * @throws LostRaceException if it does not
     */
    void demandReached(String topicId, Map<Integer, Long> positions) {
        Map<Integer, Long> reached = reached(topicId);
        if (positions.entrySet().stream()
                .anyMatch(each -> reached.getOrDefault(each.getKey(), 0L) < each.getValue())) {
            throw new LostRaceException(positions);
        }
    }

    private boolean isKnown(String topicId) {
        return Boolean.TRUE.equals(
                database.queryForObject(
                        "SELECT EXISTS (SELECT FROM audit.progress WHERE topic_id = ?)",
                        Boolean.class,
                        topicId));
    }

    /** Whether there was anything to begin; of two who begin at once, one is told so. */
    private boolean begin(String topicId, int partitions) {
        return database.update(
                        "INSERT INTO audit.progress (topic_id, topic_partition, next_offset)"
                                + " SELECT ?, number, 0 FROM generate_series(0, ? - 1) AS number"
                                + " ON CONFLICT DO NOTHING",
                        topicId,
                        partitions)
                > 0;
    }

    private void leaveEarlierTopics(String topicId) {
        int left =
                database.update(
                        """
                        INSERT INTO audit.topic_gap (topic_id, topic_partition, from_offset, log_size)
                        SELECT topic_id, topic_partition, reached, (SELECT size FROM audit.head)
                        FROM audit.progress AS earlier
                        WHERE topic_id <> ? AND NOT EXISTS (SELECT FROM audit.topic_gap AS noted
                            WHERE noted.topic_id = earlier.topic_id
                                AND noted.topic_partition = earlier.topic_partition
                                AND noted.to_offset IS NULL)
                        """,
                        topicId);
        if (left > 0) {
            omissions.madeAnew();
        }
    }

    /**
     * Moves positions, all of them in one statement, in the transaction of whoever calls.
     *
     * @param from by partition, as in {@code until}
     * @throws LostRaceException when another sequencer got there first
     */
    void move(String topicId, Map<Integer, Long> from, Map<Integer, Long> until) {
        Integer[] partitions = from.keySet().toArray(Integer[]::new);
        int moved =
                database.update(
                        "UPDATE audit.progress SET next_offset = moved.until,"
                                + " reached = GREATEST(reached, moved.until)"
                                + " FROM unnest(?::integer[], ?::bigint[], ?::bigint[])"
                                + " AS moved (number, since, until) WHERE topic_id = ?"
                                + " AND topic_partition = moved.number"
                                + " AND next_offset = moved.since",
                        partitions,
                        Arrays.stream(partitions).map(from::get).toArray(Long[]::new),
                        Arrays.stream(partitions).map(until::get).toArray(Long[]::new),
                        topicId);
        if (moved != partitions.length) {
            throw new LostRaceException(from);
        }
    }

    /**
     * Moves a position to where the topic begins, because it does not hold what was to come.
     *
     * @return whether something may be lost by that; nothing is, where it was read before
     * @throws LostRaceException when another sequencer got there first
     */
    boolean skip(String topicId, int partition, long from, long to) {
        return Boolean.TRUE.equals(
                transactions.execute(_ -> {
                    Long reached = reached(topicId, partition, from);
                    if (reached == null) {
                        throw new LostRaceException(Map.of(partition, from));
                    }
                    boolean lostItsEnd = to < from;
                    database.update(
                            "UPDATE audit.progress SET next_offset = ?, reached = ?"
                                    + " WHERE topic_id = ? AND topic_partition = ?",
                            to,
                            lostItsEnd ? to : Math.max(reached, to),
                            topicId,
                            partition);
                    if (!lostItsEnd && to <= reached) {
                        return false;
                    }
                    long unread = lostItsEnd ? from : Math.max(reached, from);
                    database.update(
                            "INSERT INTO audit.topic_gap (topic_id, topic_partition, from_offset,"
                                    + " to_offset, log_size)"
                                    + " SELECT ?, ?, ?, ?, size FROM audit.head",
                            topicId,
                            partition,
                            unread,
                            to);
                    omissions.skipped(partition, unread, to);
                    return true;
                }));
    }

    private @Nullable Long reached(String topicId, int partition, long from) {
        return database
                .queryForList(
                        "SELECT reached FROM audit.progress WHERE topic_id = ?"
                                + " AND topic_partition = ? AND next_offset = ? FOR UPDATE",
                        Long.class,
                        topicId,
                        partition,
                        from)
                .stream()
                .findFirst()
                .orElse(null);
    }
}
