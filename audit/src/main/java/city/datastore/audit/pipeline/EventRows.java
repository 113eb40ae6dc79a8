package city.datastore.audit.pipeline;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Adds to the tables of the record what people search by, and the exact bytes beside it; all in the
 * transaction of whoever calls.
 */
final class EventRows {
    /** The database opens months that are nearer than this; see {@code audit.open_month}. */
    private static final Duration NEAR = Duration.ofDays(40);

    /** How early the next month is opened: a backup that is under way has ended by then. */
    private static final Duration AHEAD = Duration.ofDays(10);

    /** Each try makes all who read the record wait for up to a second. */
    private static final Duration BETWEEN_TRIES = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(EventRows.class);

    private final JdbcTemplate database;
    private final Clock clock;
    private final Set<YearMonth> months = new HashSet<>();
    private @Nullable Instant triedInVain;

    EventRows(DataSource audit, Clock clock) {
        this.database = new JdbcTemplate(audit);
        this.clock = clock;
    }

    /**
     * Makes the partitions for these events, and early those of the months that come next, before
     * the transaction that fills them. What cannot be made while somebody reads the record is tried
     * again later; until then the default partition takes the events.
     */
    void openMonths(List<Arrival> arrivals) {
        for (Arrival arrival : arrivals) {
            if (arrival instanceof Arrival.Legible legible) {
                Instant at = legible.event().at();
                openMonth(at);
                openMonth(at.plus(AHEAD));
            }
        }
    }

    private void openMonth(Instant at) {
        Instant now = clock.instant();
        if (apart(at, now).compareTo(NEAR) > 0) {
            return;
        }
        OffsetDateTime utc = at.atOffset(ZoneOffset.UTC);
        YearMonth month = YearMonth.from(utc);
        boolean triedLately =
                triedInVain != null && apart(triedInVain, now).compareTo(BETWEEN_TRIES) < 0;
        if (months.contains(month) || triedLately) {
            return;
        }
        if (Boolean.TRUE.equals(
                database.queryForObject("SELECT audit.open_month(?)", Boolean.class, utc))) {
            months.add(month);
        } else {
            triedInVain = now;
            LOG.warn("event=month_not_opened month={} cause=somebody_holds_the_record", month);
        }
    }

    private static Duration apart(Instant one, Instant other) {
        return Duration.between(one, other).abs();
    }

    /**
     * The digests of those among these events that are already in the record; empty where the body
     * is gone.
     */
    Map<UUID, byte[]> digests(List<Arrival> arrivals) {
        List<UUID> ids = new ArrayList<>();
        for (Arrival arrival : arrivals) {
            if (arrival instanceof Arrival.Legible legible) {
                ids.add(legible.event().id().value());
            }
        }
        if (ids.isEmpty() || !anyStored(ids)) {
            return new HashMap<>();
        }
        Map<UUID, byte[]> digests = new HashMap<>();
        database.query(
                "SELECT leaf.event_id, event.digest FROM audit.leaf LEFT JOIN audit.event"
                        + " ON event.sequence = leaf.leaf_index + 1 AND event.at = leaf.event_at"
                        + " WHERE leaf.event_id = ANY (?)",
                row -> {
                    byte[] digest = row.getBytes(2);
                    digests.put(
                            row.getObject(1, UUID.class), digest == null ? new byte[0] : digest);
                },
                (Object) ids.toArray(UUID[]::new));
        return digests;
    }

    /** The usual answer is no, and costs one look into one index. */
    private boolean anyStored(List<UUID> ids) {
        return Boolean.TRUE.equals(
                database.queryForObject(
                        "SELECT EXISTS (SELECT FROM audit.leaf WHERE event_id = ANY (?))",
                        Boolean.class,
                        (Object) ids.toArray(UUID[]::new)));
    }

    /** Adds all of them in one statement; their sequences follow each other. */
    void insert(List<Sequenced> events) {
        if (events.isEmpty()) {
            return;
        }
        var columns = new EventColumns(events.size());
        events.forEach(columns::add);
        database.update(
                """
                INSERT INTO audit.event (sequence, id, at, actor, username, actor_agency,
                    owner_agency, dataset, agreement, purpose, action, outcome, canonical, digest,
                    salt, topic_partition, topic_offset)
                SELECT ? + number - 1, id, 'epoch'::timestamptz
                    + at / 1000 * interval '1 s' + at % 1000 * interval '1 ms', actor, username,
                     actor_agency, owner_agency, dataset, agreement, purpose, action,
                    outcome, canonical, digest, salt, topic_partition, topic_offset
                FROM unnest(?::uuid[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[],
                    ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bytea[], ?::bytea[],
                    ?::bytea[], ?::integer[], ?::bigint[])
                WITH ORDINALITY AS event (id, at, actor, username, actor_agency, owner_agency,
                    dataset, agreement, purpose, action, outcome, canonical, digest, salt,
                    topic_partition, topic_offset, number)
                """,
                columns.values(events.getFirst().sequence()));
    }

    /** Keeps what has no place in the record as it came. */
    void setAside(String topicId, List<Arrival.SetAside> messages) {
        List<Object[]> rows = new ArrayList<>(messages.size());
        for (Arrival.SetAside message : messages) {
            rows.add(
                    new Object[] {
                        topicId,
                        message.partition(),
                        message.offset(),
                        message.reason(),
                        message.content().bytes(),
                        message.content().digest()
                    });
        }
        database.batchUpdate(
                "INSERT INTO audit.unreadable (topic_id, topic_partition, topic_offset, reason,"
                        + " bytes, digest) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                rows);
    }
}
