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
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

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

    private static final String BY_PAGE_AT_PLACES =
            COLUMNS
                    + "(SELECT * FROM audit.event WHERE sequence = ANY (?)"
                    + " AND at BETWEEN ? AND ?) AS event";

    /** Which pages are needed is known before they are read, so that many are at once. */
    private static final String BY_PAGE =
            """
            SELECT set_config(name, 'off', true)
            FROM (VALUES ('enable_indexscan'), ('enable_seqscan')) AS setting (name)
            """;

    private static final String IN_ORDER = " ORDER BY event.sequence DESC";

    private final JdbcClient database;
    private final TransactionTemplate transactions;

    StoredEvents(DataSource audit) {
        this.database = JdbcClient.create(audit);
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(audit));
        transactions.setReadOnly(true);
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

    /**
     * Those which may have the words, no more than the limit, newest first.
     *
     * @param byPage whether they are read from the table's pages, ahead, all of them; for many of
     *     which few have the words
     */
    List<StoredEvent> at(List<Place> places, TextFilter text, boolean byPage, int limit) {
        if (places.isEmpty()) {
            return List.of();
        }
        return byPage
                ? byPage(BY_PAGE_AT_PLACES, valuesByPage(places), text, limit)
                : searched(AT_PLACES, values(places), text, limit);
    }

    /**
     * Those that meet the conditions and may have the words, no more than the limit, newest first.
     *
     * @param conditions that are not several
     * @param byPage as above
     */
    List<StoredEvent> meeting(
            TrailConditions conditions, TextFilter text, boolean byPage, int limit) {
        String events = COLUMNS + "(" + conditions.everyOne() + ") AS event";
        List<Object> values = conditions.valuesOfEveryOne();
        return byPage ? byPage(events, values, text, limit) : searched(events, values, text, limit);
    }

    private List<StoredEvent> byPage(
            String events, List<Object> values, TextFilter text, int limit) {
        return transactions.execute(_ -> {
            var _ = database.sql(BY_PAGE).query((row, _) -> row.getString(1)).list();
            return searched(events, values, text, limit);
        });
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

    private static List<Object> valuesByPage(List<Place> places) {
        var times = places.stream().map(Place::at).sorted().toList();
        return List.of(
                places.stream().map(Place::sequence).toArray(Long[]::new),
                times.getFirst(),
                times.getLast());
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
