package city.datastore.audit.pipeline;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The thread {@code audit-reach}: looks every second how far the log has come, whichever node
 * carries it on, and whether or not any does.
 *
 * <p>What was recorded at an instant is in the log once the outbox has let go of what it held then,
 * and the record stands where the topic ended after that. While Kafka or the database is away,
 * nothing further is known, and what was known stays.
 */
public final class Reaching implements Looping {
    private static final Duration BETWEEN = Duration.ofSeconds(1);
    private static final Duration BETWEEN_LAYOUTS = Duration.ofSeconds(60);
    private static final int WAIT_MILLIS = 5_000;

    private static final String OUTBOX =
            """
            SELECT (SELECT count(*) FROM (SELECT FROM audit.outbox LIMIT 10000) AS waiting),
                coalesce((SELECT min(id) FROM audit.outbox), 9223372036854775807),
                coalesce((SELECT max(id) FROM audit.outbox), 0)
            """;

    /** What waits in the outbox: how many events, and their ids. */
    private record Waiting(long count, long first, long last) {}

    /**
     * An instant, and what has to be in the log for the log to have reached it.
     *
     * @param last the newest event of the outbox then
     * @param ends where the topic ended when the outbox had let go of that; null until it has
     */
    private record Mark(String topicId, Instant at, long last, @Nullable Map<Integer, Long> ends) {}

    private final AuditTopic topic;
    private final Map<String, Object> settings;
    private final JdbcClient database;
    private final Clock clock;
    private final NamedLoop loop = new NamedLoop("audit-reach", this::run);
    private volatile Reach reach = Reach.UNKNOWN;
    private @Nullable Mark mark;

    /**
     * @param audit the data source of the role {@code datastore_audit}
     */
    public Reaching(KafkaConnection kafka, PipelineLimits limits, DataSource audit, Clock clock) {
        this.topic =
                new AuditTopic(kafka, limits.topic(), limits.partitions(), limits.replication());
        this.settings = kafka.clientSettings();
        this.database = JdbcClient.create(audit);
        this.clock = clock;
        settings.put(AdminClientConfig.CLIENT_ID_CONFIG, "audit-reach");
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, WAIT_MILLIS);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, WAIT_MILLIS);
    }

    /** How far the log had come at the last look. */
    public Reach reach() {
        return reach;
    }

    private void run(NamedLoop thread) throws Exception {
        AuditTopic.Layout layout = topic.ready();
        long end = System.nanoTime() + BETWEEN_LAYOUTS.toNanos();
        try (Admin admin = Admin.create(settings)) {
            while (thread.running() && System.nanoTime() < end) {
                look(admin, layout);
                thread.progressed();
                thread.rest(BETWEEN);
            }
        }
    }

    private void look(Admin admin, AuditTopic.Layout layout)
            throws InterruptedException, ExecutionException, TimeoutException {
        Instant now = clock.instant();
        Waiting outbox = outbox();
        Map<Integer, Long> ends = ends(admin, layout);
        Map<Integer, Long> stored = stored(layout);
        Mark before = mark;
        Mark current =
                before == null || !before.topicId().equals(layout.topicId())
                        ? new Mark(layout.topicId(), now, outbox.last(), null)
                        : before;
        if (current.ends() == null && outbox.first() > current.last()) {
            current = new Mark(current.topicId(), current.at(), current.last(), ends);
        }
        boolean reached = current.ends() != null && missing(current.ends(), stored) == 0;
        mark = reached ? null : current;
        reach =
                new Reach(
                        reached ? current.at() : reach.until(),
                        outbox.count() + missing(ends, stored));
    }

    private Waiting outbox() {
        return database.sql(OUTBOX)
                .query((row, _) -> new Waiting(row.getLong(1), row.getLong(2), row.getLong(3)))
                .single();
    }

    private Map<Integer, Long> ends(Admin admin, AuditTopic.Layout layout)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (int i = 0; i < layout.partitions(); i++) {
            asked.put(new TopicPartition(topic.name(), i), OffsetSpec.latest());
        }
        Map<Integer, Long> ends = new HashMap<>();
        admin.listOffsets(asked)
                .all()
                .get(WAIT_MILLIS, TimeUnit.MILLISECONDS)
                .forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
        return ends;
    }

    private Map<Integer, Long> stored(AuditTopic.Layout layout) {
        Map<Integer, Long> stored = new HashMap<>();
        database.sql("SELECT topic_partition, next_offset FROM audit.progress WHERE topic_id = ?")
                .param(layout.topicId())
                .query(row -> {
                    stored.put(row.getInt(1), row.getLong(2));
                });
        return stored;
    }

    /** How many messages before these ends are not stored. */
    private static long missing(Map<Integer, Long> ends, Map<Integer, Long> stored) {
        long missing = 0;
        for (var end : ends.entrySet()) {
            missing += Math.max(0, end.getValue() - stored.getOrDefault(end.getKey(), 0L));
        }
        return missing;
    }

    @Override
    public NamedLoop loop() {
        return loop;
    }
}
