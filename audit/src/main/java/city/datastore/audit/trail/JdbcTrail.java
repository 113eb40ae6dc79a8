package city.datastore.audit.trail;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.datastore.audit.event.EventCodec;
import city.datastore.audit.log.Salt;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EventId;
import city.datastore.audit.paging.Cursor;
import city.datastore.audit.paging.Page;
import city.datastore.audit.paging.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The trail as the tables of the record hold it; scopes are part of every query. Thread-safe. */
public final class JdbcTrail implements Trail {
    private static final String COLUMNS =
            "SELECT event.sequence, event.stored_at, event.canonical, event.salt FROM ";

    /** The event at each of the places that were found, in their order. */
    private static final String AT_PLACES =
            " AS place CROSS JOIN LATERAL (SELECT * FROM audit.event"
                    + " WHERE event.sequence = place.sequence AND event.at = place.at LIMIT 1)"
                    + " AS event";

    /** How often a search by text goes on where the database found what the fields do not have. */
    private static final int ROUNDS = 5;

    /**
     * A release ends soon after its decision, so that only few others of the person come between.
     */
    private static final int RELEASES_LOOKED_AT = 50;

    private final JdbcClient database;
    private final DecisionCounts counts;
    private final WideningSearch widening;

    public JdbcTrail(DataSource audit) {
        this(audit, WideningSearch.FIRST_WINDOW);
    }

    JdbcTrail(DataSource audit, long firstWindow) {
        this.database = JdbcClient.create(audit);
        this.counts = new DecisionCounts(database);
        this.widening = new WideningSearch(database, firstWindow);
    }

    @Override
    public Page<StoredEvent> search(TrailScope scope, TrailQuery query, PageRequest page) {
        long before = page.cursor() == null ? Long.MAX_VALUE : Cursor.number(page.cursor());
        TextFilter text = new TextFilter(query.text());
        if (!text.isEmpty()) {
            return searchText(scope, query, text, before, page.limit());
        }
        // one more than asked for tells whether there is a next page
        return firstOf(newest(scope, query, before, page.limit() + 1), page.limit());
    }

    private List<StoredEvent> newest(TrailScope scope, TrailQuery query, long before, int limit) {
        TrailConditions conditions = TrailConditions.within(scope).and(query);
        if (conditions.several()) {
            return widening.newest(
                    conditions, before, limit, JdbcTrail::atPlaces, JdbcTrail::event);
        }
        TrailConditions walked = conditions(scope, query, before);
        return database.sql(atPlaces(walked.newest(limit)))
                .params(walked.valuesOfNewest())
                .query(JdbcTrail::event)
                .list();
    }

    private static String atPlaces(String places) {
        return COLUMNS + places + AT_PLACES + " ORDER BY place.sequence DESC";
    }

    /**
     * Looks through the newest events that meet the other conditions, and through no more than
     * {@link Trail#LOOKED_THROUGH} of them; the next page goes on from there.
     */
    private Page<StoredEvent> searchText(
            TrailScope scope, TrailQuery query, TextFilter text, long first, int limit) {
        List<StoredEvent> found = new ArrayList<>();
        long before = first;
        for (int i = 0; i < ROUNDS; i++) {
            TrailConditions conditions = conditions(scope, query, before);
            int wanted = limit + 1 - found.size();
            List<StoredEvent> some = withText(conditions, text, wanted);
            some.stream().filter(one -> text.matches(one.event())).forEach(found::add);
            if (found.size() > limit) {
                return firstOf(found, limit);
            }
            if (some.size() < wanted) {
                return new Page<>(found, lookedBackTo(conditions).map(Cursor::of).orElse(null));
            }
            before = some.getLast().sequence();
        }
        return new Page<>(found, Cursor.of(before));
    }

    private List<StoredEvent> withText(TrailConditions conditions, TextFilter text, int limit) {
        List<Object> values = new ArrayList<>(conditions.valuesOfNewest());
        values.addAll(text.values());
        return database.sql(
                        COLUMNS
                                + conditions.newest(LOOKED_THROUGH)
                                + AT_PLACES
                                + " CROSS JOIN LATERAL (SELECT "
                                + TextFilter.TEXT
                                + " AS text OFFSET 0) AS searched WHERE "
                                + text.condition()
                                + " ORDER BY place.sequence DESC LIMIT "
                                + limit)
                .params(values)
                .query(JdbcTrail::event)
                .list();
    }

    /** The last place that was looked at; nothing where there was nothing more to look at. */
    private Optional<Long> lookedBackTo(TrailConditions conditions) {
        return database.sql(
                        "SELECT min(sequence) FROM "
                                + conditions.newest(LOOKED_THROUGH)
                                + " AS place HAVING count(*) = "
                                + LOOKED_THROUGH)
                .params(conditions.valuesOfNewest())
                .query(Long.class)
                .optional();
    }

    private static TrailConditions conditions(TrailScope scope, TrailQuery query, long before) {
        TrailConditions conditions = TrailConditions.within(scope).and(query);
        if (before != Long.MAX_VALUE) {
            conditions.add("sequence < ?", before);
        }
        return conditions;
    }

    private static Page<StoredEvent> firstOf(List<StoredEvent> found, int limit) {
        if (found.size() <= limit) {
            return new Page<>(found, null);
        }
        List<StoredEvent> items = found.subList(0, limit);
        return new Page<>(items, Cursor.of(items.getLast().sequence()));
    }

    @Override
    public Optional<Instant> timeAt(String cursor) {
        return database.sql("SELECT event_at FROM audit.leaf WHERE leaf_index = ?")
                .param(Cursor.number(cursor) - 1)
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    @Override
    public Optional<StoredEvent> find(TrailScope scope, EventId id) {
        TrailConditions conditions = TrailConditions.within(scope);
        conditions.add(
                "(sequence, at) IN (SELECT leaf_index + 1, event_at FROM audit.leaf"
                        + " WHERE event_id = ?)",
                id.value());
        return database.sql(COLUMNS + "audit.event" + conditions.where())
                .params(conditions.values())
                .query(JdbcTrail::event)
                .optional();
    }

    @Override
    public List<DayOfDecisions> perDay(TrailScope scope, TrailQuery query, ZoneId zone) {
        return counts.perDay(scope, query, zone);
    }

    @Override
    public List<StoredEvent> readings(
            TrailScope scope, Collection<DatasetId> datasets, long below, int limit) {
        if (datasets.isEmpty()) {
            return List.of();
        }
        TrailConditions conditions = TrailConditions.within(scope);
        conditions.add("action = 'dataset.read' AND outcome = 'allowed'");
        conditions.add(
                "dataset = ANY (?)",
                (Object) datasets.stream().map(DatasetId::toString).toArray(String[]::new));
        conditions.add("sequence < ?", below);
        return database.sql(
                        COLUMNS
                                + "audit.event"
                                + conditions.where()
                                + " ORDER BY sequence DESC LIMIT "
                                + limit)
                .params(conditions.values())
                .query(JdbcTrail::event)
                .list();
    }

    /** It is by the same person, about the same dataset, in the same call, and comes later. */
    @Override
    public Optional<StoredEvent> release(StoredEvent reading) {
        var event = reading.event();
        return database
                .sql(
                        COLUMNS
                                + "audit.event"
                                + " WHERE actor = ? AND action = 'dataset.release' AND dataset = ?"
                                + " AND sequence > ? ORDER BY sequence LIMIT "
                                + RELEASES_LOOKED_AT)
                .params(
                        event.actor().person().value(),
                        String.valueOf(event.about().dataset()),
                        reading.sequence())
                .query(JdbcTrail::event)
                .list()
                .stream()
                .filter(each -> each.event().request().equals(event.request()))
                .findFirst();
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
