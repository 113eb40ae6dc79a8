package city.datastore.audit.trail;

import city.datastore.audit.names.EventId;
import city.datastore.audit.names.VersionId;
import city.datastore.audit.paging.Cursor;
import city.datastore.audit.paging.Page;
import city.datastore.audit.paging.PageRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The trail as the tables of the record hold it; scopes are part of every query. Thread-safe. */
public final class JdbcTrail implements Trail {
    /**
     * A release that does not name its decision ended soon after it, so that only few others of the
     * person come between.
     */
    private static final int RELEASES_LOOKED_AT = 50;

    /** Somebody waits for the page; after this no more events are looked through for it. */
    private static final Duration LONG_ENOUGH = Duration.ofMillis(100);

    private static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE);

    private final JdbcClient database;
    private final DecisionCounts counts;
    private final Places places;
    private final StoredEvents events;
    private final TextSearch text;

    public JdbcTrail(DataSource audit) {
        this(audit, MonthlySearch.FEW, System::nanoTime);
    }

    /**
     * @param few see {@link MonthlySearch}
     * @param nanos see {@link TextSearch}
     */
    JdbcTrail(DataSource audit, int few, LongSupplier nanos) {
        this.database = JdbcClient.create(audit);
        this.counts = new DecisionCounts(audit);
        this.places = new Places(audit, few);
        this.events = new StoredEvents(audit);
        this.text = new TextSearch(places, events, nanos);
    }

    @Override
    public Page<StoredEvent> search(TrailScope scope, TrailQuery query, PageRequest page) {
        return search(scope, query, page, LONG_ENOUGH);
    }

    @Override
    public Page<StoredEvent> searchForFile(TrailScope scope, TrailQuery query, PageRequest page) {
        return search(scope, query, page, FOR_EVER);
    }

    private Page<StoredEvent> search(
            TrailScope scope, TrailQuery query, PageRequest page, Duration longest) {
        long before = page.cursor() == null ? Long.MAX_VALUE : Cursor.number(page.cursor());
        if (!new TextFilter(query.text()).isEmpty()) {
            return text.search(scope, query, before, page.limit(), longest);
        }
        // one more than asked for tells whether there is a next page
        List<Place> found = places.newest(scope, query, before, page.limit() + 1);
        return StoredEvents.firstOf(events.at(found), page.limit());
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
        return database.sql(StoredEvents.COLUMNS + "audit.event" + conditions.where())
                .params(conditions.values())
                .query(StoredEvents::event)
                .optional();
    }

    @Override
    public List<DayOfDecisions> perDay(TrailScope scope, TrailQuery query, ZoneId zone) {
        return counts.perDay(scope, query, zone);
    }

    @Override
    public List<StoredEvent> readings(
            TrailScope scope, Collection<VersionId> versions, long below, int limit) {
        TrailConditions conditions = TrailConditions.within(scope);
        conditions.add("action = 'dataset.read' AND outcome = 'allowed'");
        conditions.add(
                "event.dataset = held.dataset AND audit.version_in(canonical) = held.version");
        conditions.add("sequence < ?", below);
        String newest = " ORDER BY sequence DESC LIMIT " + limit;
        List<Object> values = new ArrayList<>();
        values.add(versions.stream().map(each -> each.dataset().toString()).toArray(String[]::new));
        values.add(versions.stream().map(VersionId::number).toArray(Integer[]::new));
        values.addAll(conditions.values());
        List<Place> places =
                database.sql(
                                "SELECT place.sequence, place.at"
                                        + " FROM unnest(?::text[], ?::int[]) AS held (dataset, version)"
                                        + " CROSS JOIN LATERAL (SELECT sequence, at FROM audit.event"
                                        + conditions.where()
                                        + newest
                                        + ") AS place"
                                        + newest)
                        .params(values)
                        .query(Place::of)
                        .list();
        return events.at(places);
    }

    @Override
    public Optional<StoredEvent> release(StoredEvent reading) {
        return database
                .sql(
                        StoredEvents.COLUMNS
                                + "audit.event WHERE action = 'dataset.release'"
                                + " AND audit.decision_in(canonical) = ? ORDER BY sequence")
                .param(reading.event().id().toString())
                .query(StoredEvents::event)
                .list()
                .stream()
                .findFirst()
                .or(() -> releaseOfTheSameCall(reading));
    }

    /**
     * Releases did not always name their decision: then it is by the same person, about the same
     * dataset, in the same call, and comes later.
     */
    private Optional<StoredEvent> releaseOfTheSameCall(StoredEvent reading) {
        var event = reading.event();
        return database
                .sql(
                        StoredEvents.COLUMNS
                                + "audit.event"
                                + " WHERE actor = ? AND action = 'dataset.release' AND dataset = ?"
                                + " AND audit.decision_in(canonical) IS NULL"
                                + " AND sequence > ? ORDER BY sequence LIMIT "
                                + RELEASES_LOOKED_AT)
                .params(
                        event.actor().person().value(),
                        String.valueOf(event.about().dataset()),
                        reading.sequence())
                .query(StoredEvents::event)
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
}
