package city.datastore.audit.pipeline;

import city.datastore.audit.event.AuditEvent;
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
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Adds to the tables of the record what people search by, and the exact bytes beside it; all in the
 * transaction of whoever calls.
 */
final class EventRows {
    /** Longest user name or action that can be searched for; the canonical bytes keep all of it. */
    private static final int MAX_SEARCHABLE = 200;

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

    void insert(List<Sequenced> events) {
        List<@Nullable Object[]> rows = new ArrayList<>(events.size());
        for (Sequenced event : events) {
            rows.add(row(event));
        }
        database.batchUpdate(
                """
                INSERT INTO audit.event (sequence, id, at, actor, username, actor_agency,
                    owner_agency, dataset, agreement, purpose, action, outcome, canonical, digest,
                    salt, topic_partition, topic_offset)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                rows);
    }

    private static @Nullable Object[] row(Sequenced sequenced) {
        Arrival.Legible arrival = sequenced.arrival();
        AuditEvent event = arrival.event();
        var dataset = event.about().dataset();
        return new @Nullable Object[] {
            sequenced.sequence(),
            event.id().value(),
            event.at().atOffset(ZoneOffset.UTC),
            event.actor().person().value(),
            searchable(event.actor().username()),
            text(event.actor().agency()),
            dataset == null ? null : dataset.agency().value(),
            text(dataset),
            text(event.about().agreement()),
            text(event.about().purpose()),
            searchable(event.action().name()),
            event.outcome().word(),
            arrival.content().bytes(),
            arrival.content().digest(),
            sequenced.salt().bytes(),
            arrival.partition(),
            arrival.offset()
        };
    }

    /** Keeps what is no event as it came. */
    void setAside(String topicId, List<Arrival.Unreadable> messages) {
        List<Object[]> rows = new ArrayList<>(messages.size());
        for (Arrival.Unreadable message : messages) {
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

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    /**
     * PostgreSQL's text cannot hold U+0000, and its indexes nothing much longer than 2,700 bytes;
     * the canonical bytes keep both.
     */
    private static String searchable(String text) {
        String start = text.length() <= MAX_SEARCHABLE ? text : text.substring(0, MAX_SEARCHABLE);
        if (Character.isHighSurrogate(start.isEmpty() ? ' ' : start.charAt(start.length() - 1))) {
            start = start.substring(0, start.length() - 1);
        }
        return start.replace('\0', '\ufffd');
    }
}
