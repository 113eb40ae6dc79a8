package city.datastore.audit.trail;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.datastore.audit.event.EventCodec;
import city.datastore.audit.log.Salt;
import city.datastore.audit.paging.Cursor;
import city.datastore.audit.paging.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the events at places that were found. */
final class StoredEvents {
    static final String COLUMNS =
            "SELECT event.sequence, event.stored_at, event.canonical, event.salt FROM ";

    private static final String AT_PLACES =
            COLUMNS
                    + "unnest(?::bigint[], ?::text[]::timestamptz[]) AS place (sequence, at)"
                    + " CROSS JOIN LATERAL (SELECT * FROM audit.event"
                    + " WHERE event.sequence = place.sequence AND event.at = place.at LIMIT 1)"
                    + " AS event";

    private static final String IN_ORDER = " ORDER BY event.sequence DESC";

    private final JdbcClient database;

    StoredEvents(JdbcClient database) {
        this.database = database;
    }

    /** Newest first. */
    List<StoredEvent> at(List<Place> places) {
        return places.isEmpty()
                ? List.of()
                : database.sql(AT_PLACES + IN_ORDER)
                        .params(values(places))
                        .query(StoredEvents::event)
                        .list();
    }

    /** Those which may have the words, no more than the limit, newest first. */
    List<StoredEvent> at(List<Place> places, TextFilter text, int limit) {
        if (places.isEmpty()) {
            return List.of();
        }
        return searched(AT_PLACES, values(places), text, limit);
    }

    /**
     * Those that meet the conditions and may have the words, no more than the limit, newest first.
     *
     * @param conditions that are not several
     */
    List<StoredEvent> meeting(TrailConditions conditions, TextFilter text, int limit) {
        return searched(
                COLUMNS + "(" + conditions.everyOne() + ") AS event",
                conditions.valuesOfEveryOne(),
                text,
                limit);
    }

    private List<StoredEvent> searched(
            String events, List<Object> values, TextFilter text, int limit) {
        List<Object> all = new ArrayList<>(values);
        all.addAll(text.values());
        return database.sql(
                        events
                                + " CROSS JOIN LATERAL (SELECT "
                                + TextFilter.TEXT
                                + " AS text OFFSET 0) AS searched WHERE "
                                + text.condition()
                                + IN_ORDER
                                + " LIMIT "
                                + limit)
                .params(all)
                .query(StoredEvents::event)
                .list();
    }

    private static List<Object> values(List<Place> places) {
        return List.of(
                places.stream().map(Place::sequence).toArray(Long[]::new),
                places.stream().map(place -> place.at().toString()).toArray(String[]::new));
    }

    /**
     * A page of what was found, of which one more than the page holds tells that there is a next.
     */
    static Page<StoredEvent> firstOf(List<StoredEvent> found, int limit) {
        if (found.size() <= limit) {
            return new Page<>(found, null);
        }
        List<StoredEvent> items = found.subList(0, limit);
        return new Page<>(items, Cursor.of(items.getLast().sequence()));
    }

    static StoredEvent event(ResultSet row, int number) throws SQLException {
        byte[] canonical = row.getBytes("canonical");
        return new StoredEvent(
                row.getLong("sequence"),
                row.getObject("stored_at", OffsetDateTime.class).toInstant(),
                EventCodec.decode(canonical),
                new String(canonical, UTF_8),
                Salt.of(row.getBytes("salt")));
    }
}
