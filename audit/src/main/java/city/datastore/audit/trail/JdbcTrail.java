package city.datastore.audit.trail;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.datastore.audit.event.EventCodec;
import city.datastore.audit.log.Salt;
import city.datastore.audit.names.EventId;
import city.datastore.audit.paging.Cursor;
import city.datastore.audit.paging.Page;
import city.datastore.audit.paging.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The trail as the tables of the record hold it; scopes are part of every query. Thread-safe. */
public final class JdbcTrail implements Trail {
    private static final String COLUMNS =
            "SELECT sequence, stored_at, canonical, salt FROM audit.event";

    private final JdbcClient database;

    public JdbcTrail(DataSource audit) {
        this.database = JdbcClient.create(audit);
    }

    @Override
    public Page<StoredEvent> search(TrailScope scope, TrailQuery query, PageRequest page) {
        TrailConditions conditions = TrailConditions.within(scope).and(query);
        String cursor = page.cursor();
        if (cursor != null) {
            conditions.add("sequence < ?", Cursor.number(cursor));
        }
        // one more than asked for tells whether there is a next page
        List<StoredEvent> found =
                database.sql(
                                COLUMNS
                                        + conditions.where()
                                        + " ORDER BY sequence DESC LIMIT "
                                        + (page.limit() + 1))
                        .params(conditions.values())
                        .query(JdbcTrail::event)
                        .list();
        if (found.size() <= page.limit()) {
            return new Page<>(found, null);
        }
        List<StoredEvent> items = found.subList(0, page.limit());
        return new Page<>(items, Cursor.of(items.getLast().sequence()));
    }

    @Override
    public Optional<StoredEvent> find(TrailScope scope, EventId id) {
        TrailConditions conditions = TrailConditions.within(scope);
        conditions.add(
                "(sequence, at) IN (SELECT leaf_index + 1, event_at FROM audit.leaf"
                        + " WHERE event_id = ?)",
                id.value());
        return database.sql(COLUMNS + conditions.where())
                .params(conditions.values())
                .query(JdbcTrail::event)
                .optional();
    }

    @Override
    public List<DayOfDecisions> perDay(TrailScope scope, TrailQuery query, ZoneId zone) {
        TrailConditions conditions = TrailConditions.within(scope).and(query);
        List<Object> values = new ArrayList<>();
        values.add(zone.getId());
        values.addAll(conditions.values());
        return database.sql(
                        "SELECT (at AT TIME ZONE ?)::date AS day,"
                                + " count(*) FILTER (WHERE outcome = 'allowed') AS allowed,"
                                + " count(*) FILTER (WHERE outcome = 'refused') AS refused"
                                + " FROM audit.event"
                                + conditions.where()
                                + " GROUP BY day ORDER BY day")
                .params(values)
                .query((row, _) ->
                        new DayOfDecisions(
                                row.getObject("day", LocalDate.class),
                                row.getLong("allowed"),
                                row.getLong("refused")))
                .list();
    }

    @Override
    public Optional<PrunedEvent> pruned(EventId id) {
        return database.sql(
                        """
                        SELECT leaf_index, pruned_at, announcement, extract(year FROM kept)::int,
                            extract(month FROM kept)::int, extract(day FROM kept)::int
                        FROM audit.leaf
                        JOIN LATERAL (SELECT * FROM audit.pruned WHERE first_index <= leaf_index
                            ORDER BY first_index DESC LIMIT 1) AS stretch ON last_index >= leaf_index
                        JOIN audit.pruning ON number = stretch.pruning
                        WHERE event_id = ?
                        """)
                .param(id.value())
                .query((row, _) ->
                        new PrunedEvent(
                                id,
                                row.getLong(1),
                                row.getObject(2, OffsetDateTime.class).toInstant(),
                                Period.of(row.getInt(4), row.getInt(5), row.getInt(6)),
                                new EventId(row.getObject(3, UUID.class))))
                .optional();
    }

    @Override
    public boolean holds(EventId id) {
        return database.sql("SELECT count(*) FROM audit.leaf WHERE event_id = ?")
                        .param(id.value())
                        .query(Long.class)
                        .single()
                > 0;
    }

    private static StoredEvent event(ResultSet row, int number) throws SQLException {
        byte[] canonical = row.getBytes("canonical");
        return new StoredEvent(
                row.getLong("sequence"),
                row.getObject("stored_at", OffsetDateTime.class).toInstant(),
                EventCodec.decode(canonical),
                new String(canonical, UTF_8),
                Salt.of(row.getBytes("salt")));
    }
}
