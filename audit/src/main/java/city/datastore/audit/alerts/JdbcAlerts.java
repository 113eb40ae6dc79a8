package city.datastore.audit.alerts;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AlertId;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EventId;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.paging.Cursor;
import city.datastore.audit.paging.Page;
import city.datastore.audit.paging.PageRequest;
import city.datastore.audit.trail.TrailScope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The alerts as their tables hold them; scopes are part of every query. Thread-safe. */
public final class JdbcAlerts implements Alerts {
    /** Each alert with what its newest review says, and its rank: what waits comes first. */
    private static final String STANDING =
            """
            SELECT * FROM (SELECT alert.*, CASE
                    WHEN newest.outcome IS NULL THEN 0
                    WHEN newest.outcome = 'needs-action' THEN 1 ELSE 2 END AS rank
                FROM audit.alert LEFT JOIN LATERAL (
                    SELECT outcome FROM audit.alert_review AS review
                    WHERE review.alert = alert.id ORDER BY review.number DESC LIMIT 1) AS newest
                    ON true) AS standing
            """;

    private record Standing(UUID id, int rank, long number, Alert alert) {}

    private final JdbcClient database;
    private final JdbcClient app;

    /**
     * @param audit reads, with the rights of {@code datastore_audit}
     * @param app the platform's own data source, whose transactions add reviews
     */
    public JdbcAlerts(DataSource audit, DataSource app) {
        this.database = JdbcClient.create(audit);
        this.app = JdbcClient.create(app);
    }

    @Override
    public Page<ReviewedAlert> find(TrailScope scope, AlertQuery query, PageRequest page) {
        AlertConditions conditions = AlertConditions.within(scope).and(query);
        String cursor = page.cursor();
        if (cursor != null) {
            String[] key = Cursor.key(cursor).split(" ", -1);
            if (key.length != 2) {
                throw new IllegalArgumentException("the cursor is not one of this list");
            }
            conditions.add(
                    "(rank, -number) > (?, ?)", Integer.valueOf(key[0]), -Long.parseLong(key[1]));
        }
        // one more than asked for tells whether there is a next page
        List<Standing> found =
                database.sql(
                                STANDING
                                        + conditions.where()
                                        + " ORDER BY rank, number DESC LIMIT "
                                        + (page.limit() + 1))
                        .params(conditions.values())
                        .query(JdbcAlerts::standing)
                        .list();
        if (found.size() <= page.limit()) {
            return new Page<>(reviewed(found), null);
        }
        List<Standing> items = found.subList(0, page.limit());
        Standing last = items.getLast();
        return new Page<>(reviewed(items), Cursor.of(last.rank() + " " + last.number()));
    }

    @Override
    public Optional<ReviewedAlert> find(TrailScope scope, AlertId id) {
        AlertConditions conditions = AlertConditions.within(scope);
        conditions.add("id = ?", id.value());
        List<Standing> found =
                database.sql(STANDING + conditions.where())
                        .params(conditions.values())
                        .query(JdbcAlerts::standing)
                        .list();
        return reviewed(found).stream().findFirst();
    }

    @Override
    public long open(TrailScope scope) {
        AlertConditions conditions =
                AlertConditions.within(scope)
                        .and(new AlertQuery(null, AlertState.OPEN, null, null));
        return database.sql("SELECT count(*) FROM (" + STANDING + conditions.where() + ") AS open")
                .params(conditions.values())
                .query(Long.class)
                .single();
    }

    @Override
    public boolean concerns(Alert alert, PersonId person) {
        if (alert.person() != null) {
            return alert.person().id().equals(person);
        }
        if (alert.dataset() == null) {
            return false;
        }
        return database.sql(
                        "SELECT EXISTS (SELECT FROM audit.event WHERE actor = ? AND dataset = ?"
                                + " AND action = ? AND outcome = ? AND at >= ? AND at < ?)")
                .params(
                        person.value(),
                        alert.dataset().toString(),
                        Seen.READ,
                        Seen.ALLOWED,
                        AlertRows.utc(alert.from()),
                        AlertRows.utc(alert.until()))
                .query(Boolean.class)
                .single();
    }

    @Override
    public void add(AlertId alert, Review review) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalTransactionStateException(
                    "a review was added outside a transaction, it has to be added in the one that"
                            + " puts it on the record");
        }
        app.sql(
                        "INSERT INTO audit.alert_review (alert, reviewer, reviewer_name,"
                                + " reviewer_agency, reviewed_at, outcome, note, event_id)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
                .param(alert.value())
                .param(review.by().value())
                .param(review.byName())
                .param(review.agency() == null ? null : review.agency().value())
                .param(AlertRows.utc(review.at()))
                .param(review.outcome().word())
                .param(review.note())
                .param(review.event().value())
                .update();
    }

    private List<ReviewedAlert> reviewed(List<Standing> found) {
        Map<UUID, List<Review>> reviews = new HashMap<>();
        database.sql("SELECT * FROM audit.alert_review WHERE alert = ANY (?)" + " ORDER BY number")
                .param(found.stream().map(Standing::id).toArray(UUID[]::new))
                .query(row -> {
                    reviews.computeIfAbsent(
                                    row.getObject("alert", UUID.class), _ -> new ArrayList<>())
                            .add(review(row));
                });
        return found.stream()
                .map(one ->
                        new ReviewedAlert(one.alert(), reviews.getOrDefault(one.id(), List.of())))
                .toList();
    }

    private static Standing standing(ResultSet row, int number) throws SQLException {
        String person = row.getString("person");
        Alert alert =
                new Alert(
                        AlertKind.of(row.getString("kind")).orElseThrow(),
                        row.getString("subject"),
                        AlertRows.instant(row, "span_from"),
                        AlertRows.instant(row, "span_until"),
                        AlertRows.instant(row, "raised_at"),
                        row.getString("reason"),
                        person == null ? null : person(row, person),
                        AlertRows.name(row, "dataset", DatasetId::parse),
                        AlertRows.name(row, "owner_agency", AgencyCode::new),
                        row.getLong("events"),
                        event(row, "first_event"),
                        event(row, "last_event"));
        return new Standing(
                row.getObject("id", UUID.class), row.getInt("rank"), row.getLong("number"), alert);
    }

    private static @Nullable EventId event(ResultSet row, String column) throws SQLException {
        UUID id = row.getObject(column, UUID.class);
        return id == null ? null : new EventId(id);
    }

    private static Alert.Person person(ResultSet row, String id) throws SQLException {
        return new Alert.Person(
                new PersonId(id),
                row.getString("username"),
                AlertRows.name(row, "person_agency", AgencyCode::new));
    }

    private static Review review(ResultSet row) throws SQLException {
        return new Review(
                new PersonId(row.getString("reviewer")),
                row.getString("reviewer_name"),
                AlertRows.name(row, "reviewer_agency", AgencyCode::new),
                AlertRows.instant(row, "reviewed_at"),
                ReviewOutcome.of(row.getString("outcome")).orElseThrow(),
                row.getString("note"),
                new EventId(row.getObject("event_id", UUID.class)));
    }
}
