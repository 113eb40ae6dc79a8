package city.datastore.audit.retention;

import city.datastore.audit.alerts.LogAlarm;
import city.datastore.audit.event.About;
import city.datastore.audit.event.Action;
import city.datastore.audit.event.Activity;
import city.datastore.audit.event.Actor;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.event.Reason;
import city.datastore.audit.names.EventId;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.RequestId;
import city.datastore.audit.pipeline.Recorder;
import city.datastore.audit.pipeline.TopicBeginning;
import city.datastore.audit.use.UseCounts;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Deletes the bodies that are past their term and under no hold: announces in the log what will go,
 * lets the database do it, and then takes the same records out of Kafka. Every step can be broken
 * off and done again; of two that run at once, one does nothing.
 */
public final class Pruning {
    public static final Action PRUNE = new Action("retention.prune", Activity.DELETE);

    private static final Logger LOG = LoggerFactory.getLogger(Pruning.class);
    private static final Actor PLATFORM =
            new Actor(new PersonId("city-datastore"), "city-datastore", null, new TreeSet<>());

    /** Of PostgreSQL's advisory locks the one that whoever sweeps holds. */
    static final int LOCK = 0x6b657074;

    private static final Duration LONGEST_STATEMENT = Duration.ofMinutes(15);
    private static final Duration UNTIL_STORED = Duration.ofSeconds(60);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    private static final Duration ANNOUNCED_LATELY = Duration.ofDays(1);

    /** How far the clocks of database and platform may lie apart; the database holds to it too. */
    private static final Duration CLOCKS_APART = Duration.ofDays(2);

    /** The first day of the oldest month of which bodies are kept; months are those of UTC. */
    private static final String KEPT_FROM =
            "SELECT date_trunc('month', audit.retention_now() AT TIME ZONE 'UTC'"
                    + " - audit.retention_in_force())::date";

    private final DataSource audit;
    private final Recorder recorder;
    private final @Nullable TopicBeginning topic;
    private final LogAlarm alarm;
    private final Clock clock;

    /** What a run came to. */
    public record Swept(long bodies, Map<Integer, Long> topicBegins) {
        static final Swept NOTHING = new Swept(0, Map.of());

        public Swept {
            topicBegins = Map.copyOf(topicBegins);
        }
    }

    /**
     * @param audit the data source of the role {@code datastore_audit}
     * @param topic null where nobody may delete records of the topic: they then stay
     * @param clock which the database's has to agree with: by one clock alone nothing is deleted
     */
    public Pruning(
            DataSource audit,
            Recorder recorder,
            @Nullable TopicBeginning topic,
            LogAlarm alarm,
            Clock clock) {
        this.audit = audit;
        this.recorder = recorder;
        this.topic = topic;
        this.alarm = alarm;
        this.clock = clock;
    }

    /**
     * Does everything that is due now; nothing while the clocks of platform and database disagree.
     *
     * @throws city.datastore.audit.pipeline.NotRecordedException when it could not be announced
     * @throws org.springframework.dao.DataAccessException when the database refuses, or somebody
     *     reads the partition just now
     */
    public Swept run() throws SQLException, InterruptedException {
        try (Connection connection = audit.getConnection()) {
            var one = new SingleConnectionDataSource(connection, true);
            JdbcClient database = JdbcClient.create(one);
            connection.setNetworkTimeout(
                    Runnable::run, Math.toIntExact(LONGEST_STATEMENT.toMillis()));
            if (!asked(database, "SELECT pg_try_advisory_lock(?)", LOCK)) {
                return Swept.NOTHING;
            }
            try {
                if (!clocksAgree(database)) {
                    return Swept.NOTHING;
                }
                long bodies = deleteBodies(database);
                letGoOfCounts(one);
                return new Swept(bodies, deleteRecords(database));
            } finally {
                var _ = asked(database, "SELECT pg_advisory_unlock(?)", LOCK);
            }
        }
    }

    private boolean clocksAgree(JdbcClient database) {
        Instant own = clock.instant();
        Instant its =
                database.sql("SELECT audit.retention_now()")
                        .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
                        .single();
        if (Duration.between(own, its).abs().compareTo(CLOCKS_APART) <= 0) {
            return true;
        }
        LOG.error("event=nothing_deleted_clocks_disagree platform={} database={}", own, its);
        alarm.clocksDisagree(own, its);
        return false;
    }

    private long deleteBodies(JdbcClient database) throws InterruptedException {
        long bodies = 0;
        for (Retention.Outlook.Going going : due(database)) {
            EventId announcement = announced(database, going).orElseGet(() -> announce(going));
            awaitStored(database, announcement);
            bodies +=
                    database.sql("SELECT audit.prune(?, ?)")
                            .params(going.partition(), announcement.value())
                            .query(Long.class)
                            .single();
            LOG.info(
                    "event=bodies_deleted partition={} bodies={} staying={}",
                    going.partition(),
                    going.bodies(),
                    going.staying());
        }
        return bodies;
    }

    /** What was counted of them, with the people in it, is kept no longer than they are. */
    private static void letGoOfCounts(DataSource one) {
        var database = JdbcClient.create(one);
        var keptFrom = database.sql(KEPT_FROM).query(LocalDate.class).single();
        int rows =
                new UseCounts(one).letGo(keptFrom)
                        + database.sql(
                                        "DELETE FROM audit.activity"
                                                + " WHERE kind IN ('actor', 'username') AND day < ?")
                                .param(keptFrom)
                                .update();
        if (rows > 0) {
            LOG.info("event=counts_deleted rows={}", rows);
        }
    }

    private static List<Retention.Outlook.Going> due(JdbcClient database) {
        return database.sql("SELECT * FROM audit.prunable() WHERE bodies > 0")
                .query(Retention::going)
                .list();
    }

    /** An announcement of just this that was not carried out. */
    private Optional<EventId> announced(JdbcClient database, Retention.Outlook.Going going) {
        return database.sql(
                        """
                        SELECT id FROM audit.event
                        WHERE action = 'retention.prune' AND outcome = 'allowed' AND at > ?
                            AND convert_from(canonical, 'UTF8')::jsonb #>> '{unmapped,details,digest}' = ?
                            AND convert_from(canonical, 'UTF8')::jsonb #>> '{unmapped,details,partition}' = ?
                        ORDER BY sequence DESC LIMIT 1
                        """)
                .params(
                        clock.instant().minus(ANNOUNCED_LATELY).atOffset(ZoneOffset.UTC),
                        going.digest(),
                        going.partition())
                .query((row, _) -> new EventId(row.getObject(1, UUID.class)))
                .optional();
    }

    private EventId announce(Retention.Outlook.Going going) {
        Instant now = clock.instant();
        AuditEvent event =
                AuditEvent.now(
                        now,
                        PLATFORM,
                        PRUNE,
                        About.NOTHING.withDetails(
                                Map.of(
                                        "partition", going.partition(),
                                        "bodies", Long.toString(going.bodies()),
                                        "staying", Long.toString(going.staying()),
                                        "first", Long.toString(going.firstIndex()),
                                        "last", Long.toString(going.lastIndex()),
                                        "digest", going.digest())),
                        new Outcome.Allowed(
                                List.of(
                                        new Reason(
                                                "past-term",
                                                "They are past the term for which bodies are kept, and"
                                                        + " under no hold."))),
                        new RequestId("sweep-" + now.toEpochMilli()));
        recorder.record(event);
        return event.id();
    }

    private static void awaitStored(JdbcClient database, EventId announcement)
            throws InterruptedException {
        long giveUp = System.nanoTime() + UNTIL_STORED.toNanos();
        while (!asked(
                database,
                "SELECT EXISTS (SELECT FROM audit.leaf WHERE event_id = ?)",
                announcement.value())) {
            if (System.nanoTime() > giveUp) {
                throw new IllegalStateException(
                        "the announcement did not get into the log in time");
            }
            Thread.sleep(LOOK_AGAIN);
        }
    }

    private Map<Integer, Long> deleteRecords(JdbcClient database) throws InterruptedException {
        if (topic == null || !asked(database, "SELECT EXISTS (SELECT FROM audit.pruning)")) {
            return Map.of();
        }
        return topic.deleteBefore(new KeptOffsets(database).smallest(topic.topicId()));
    }

    private static boolean asked(JdbcClient database, String sql, Object... values) {
        return database.sql(sql).params(values).query(Boolean.class).single();
    }
}
