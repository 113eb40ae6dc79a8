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
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Adds to the tables of the record what people search by, and the exact bytes beside it; all in the
 * transaction of whoever calls.
 */
final class EventRows {
    /** The database opens months that are nearer than this; see {@code audit.open_month}. */
    private static final Duration NEAR = Duration.ofDays(40);

    private final JdbcTemplate database;
    private final Clock clock;
    private final Set<YearMonth> months = new HashSet<>();

    EventRows(DataSource audit, Clock clock) {
        this.database = new JdbcTemplate(audit);
        this.clock = clock;
    }

    /** Makes the partitions for these events, before the transaction that fills them. */
    void openMonths(List<Arrival> arrivals) {
        for (Arrival arrival : arrivals) {
            if (arrival instanceof Arrival.Legible legible) {
                openMonth(legible.event().at());
            }
        }
    }

    private void openMonth(Instant at) {
        if (Duration.between(at, clock.instant()).abs().compareTo(NEAR) > 0) {
            return;
        }
        OffsetDateTime utc = at.atOffset(ZoneOffset.UTC);
        YearMonth month = YearMonth.from(utc);
        if (!months.contains(month)) {
            database.query("SELECT audit.open_month(?)", _ -> {}, utc);
            months.add(month);
        }
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
