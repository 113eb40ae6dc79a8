package city.datastore.audit.retention;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * For each partition of the topic the smallest offset whose body is still kept: up to there Kafka's
 * records may go, and no further.
 *
 * <p>A body that is missing without a record of its deletion may be in Kafka alone. Where there is
 * one before that offset, the partition is left as it is.
 */
final class KeptOffsets {
    private static final Logger LOG = LoggerFactory.getLogger(KeptOffsets.class);

    /** An event that is still there. */
    private record Kept(long sequence, long offset) {}

    /** How far a partition was taken into the tables. */
    private record Taken(int partition, long until) {}

    private final JdbcClient database;

    KeptOffsets(JdbcClient database) {
        this.database = database;
    }

    Map<Integer, Long> smallest(String topicId) {
        boolean severalTopics = number("SELECT count(DISTINCT topic_id) FROM audit.progress") > 1;
        Map<Integer, Long> smallest = new HashMap<>();
        for (Taken taken : taken(topicId)) {
            long offset =
                    severalTopics
                            ? ofAnyTopic(taken.partition(), taken.until())
                            : of(taken.partition(), taken.until());
            if (offset > 0) {
                smallest.put(taken.partition(), offset);
            }
        }
        return smallest;
    }

    private List<Taken> taken(String topicId) {
        return database.sql(
                        "SELECT topic_partition, next_offset FROM audit.progress WHERE topic_id = ?")
                .param(topicId)
                .query((row, _) -> new Taken(row.getInt(1), row.getLong(2)))
                .list();
    }

    /**
     * Within one topic, events of a partition have their sequences in the order of their offsets.
     */
    private long of(int partition, long taken) {
        Optional<Kept> first =
                database.sql(
                                "SELECT sequence, topic_offset FROM audit.event WHERE topic_partition"
                                        + " = ? ORDER BY sequence LIMIT 1")
                        .param(partition)
                        .query((row, _) -> new Kept(row.getLong(1), row.getLong(2)))
                        .optional();
        long until = first.map(Kept::sequence).orElseGet(this::afterTheLast);
        return accounted(partition, until)
                ? Math.min(taken, first.map(Kept::offset).orElse(taken))
                : 0;
    }

    /** An event does not say which topic it came from: the smallest offset of all counts then. */
    private long ofAnyTopic(int partition, long taken) {
        long offset =
                number(
                        "SELECT coalesce(min(topic_offset), ?) FROM audit.event WHERE topic_partition = ?",
                        taken,
                        partition);
        return accounted(partition, afterTheLast()) ? Math.min(taken, offset) : 0;
    }

    private long afterTheLast() {
        return number("SELECT size + 1 FROM audit.head");
    }

    /** Whether each body before this sequence is there, or its deletion on record. */
    private boolean accounted(int partition, long until) {
        long there = number("SELECT count(*) FROM audit.event WHERE sequence < ?", until);
        long deleted =
                number(
                        "SELECT coalesce(sum(LEAST(last_index, ? - 2) - first_index + 1), 0)"
                                + " FROM audit.pruned WHERE first_index <= ? - 2",
                        until,
                        until);
        if (there + deleted == until - 1) {
            return true;
        }
        LOG.error(
                "event=bodies_missing_without_record partition={} before_sequence={} missing={}",
                partition,
                until,
                until - 1 - there - deleted);
        return false;
    }

    private long number(String sql, Object... values) {
        return database.sql(sql).params(values).query(Long.class).single();
    }
}
