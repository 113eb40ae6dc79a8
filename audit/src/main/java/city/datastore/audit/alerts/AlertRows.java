package city.datastore.audit.alerts;

import city.datastore.audit.event.Doubt;
import city.datastore.audit.event.EventCodec;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EventId;
import city.datastore.audit.names.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The tables that the rules live on; all in the transaction of whoever calls. */
final class AlertRows {
    private static final Duration HOURS_KEPT = Duration.ofHours(3);
    private static final Duration DAYS_KEPT = Duration.ofDays(30);

    /** An alert that there is already stays as it is. */
    private static final String RAISE =
            """
            INSERT INTO audit.alert (id, kind, subject, span_from, span_until, raised_at, reason,
                person, username, person_agency, dataset, owner_agency, events, first_event,
                last_event)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """;

    private final JdbcTemplate database;

    AlertRows(DataSource audit) {
        this.database = new JdbcTemplate(audit);
    }

    /** Where reading stands. */
    long position() {
        Long position =
                database.queryForObject("SELECT sequence FROM audit.alert_progress", Long.class);
        return position == null ? 0 : position;
    }

    /** Where reading stands, held for this transaction; nothing while somebody else holds it. */
    OptionalLong lock() {
        return database
                .queryForList(
                        "SELECT sequence FROM audit.alert_progress FOR UPDATE SKIP LOCKED",
                        Long.class)
                .stream()
                .mapToLong(Long::longValue)
                .findFirst();
    }

    void move(long sequence) {
        database.update("UPDATE audit.alert_progress SET sequence = ?", sequence);
    }

    /** Adds the decisions among the events after the one, up to the other, to the counts by day. */
    void countDecisions(long after, long upTo) {
        database.query("SELECT audit.count_decisions(?, ?)", _ -> {}, after, upTo);
    }

    /** How many events the record holds. */
    long size() {
        Long size = database.queryForObject("SELECT size FROM audit.head", Long.class);
        return size == null ? 0 : size;
    }

    /**
     * What the rules look at among the events after the one, up to the other. None counts as later
     * than five minutes after it was stored, by the database's clock: one that says it comes from
     * the future would end what the rules wait for.
     */
    List<Seen> events(long after, long upTo) {
        return database.query(
                """
                SELECT id, LEAST(at, stored_at + interval '5 min') AS at, actor, username, actor_agency, dataset, action, outcome,
                    CASE WHEN action IN (?, ?) OR outcome = ? THEN canonical END AS canonical
                FROM audit.event
                WHERE sequence > ? AND sequence <= ?
                    AND (outcome = ? OR action = ? AND outcome = ? OR action = ?
                        OR action = ? AND outcome = ?)
                ORDER BY sequence
                """,
                (row, _) -> event(row),
                Seen.RELEASE,
                Seen.READ,
                Seen.REFUSED,
                after,
                upTo,
                Seen.REFUSED,
                Seen.READ,
                Seen.ALLOWED,
                Seen.RELEASE,
                Seen.EMERGENCY,
                Seen.DONE);
    }

    /** What is known so far of those whom the events concern. */
    Facts facts(Collection<Seen> events, Instant earliest) {
        String[] subjects = subjects(events);
        List<Tally> tallies =
                database.query(
                        "SELECT * FROM audit.alert_tally WHERE subject = ANY (?)",
                        (row, _) -> tally(row),
                        (Object) subjects);
        List<Facts.Raised> alerts =
                database.query(
                        "SELECT kind, subject, span_from, span_until FROM audit.alert"
                                + " WHERE subject = ANY (?) AND span_until > ?",
                        (row, _) ->
                                new Facts.Raised(
                                        AlertKind.of(row.getString("kind")).orElseThrow(),
                                        row.getString("subject"),
                                        instant(row, "span_from"),
                                        instant(row, "span_until")),
                        subjects,
                        utc(earliest));
        return new Facts(tallies, alerts);
    }

    /** Stores what came of the events, and lets go of what no rule will count again. */
    void store(Facts facts, Instant earliest) {
        List<@Nullable Object[]> tallies = new ArrayList<>();
        facts.changed().forEach(tally -> tallies.add(row(tally)));
        database.batchUpdate(
                """
                INSERT INTO audit.alert_tally
                    (measure, subject, slot, events, bytes, first_event, last_at, dataset, owner)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (measure, subject, slot) DO UPDATE SET events = excluded.events,
                    bytes = excluded.bytes, last_at = excluded.last_at,
                    dataset = excluded.dataset, owner = excluded.owner
                """,
                tallies);
        List<@Nullable Object[]> alerts = new ArrayList<>();
        facts.fresh().forEach(alert -> alerts.add(row(alert)));
        database.batchUpdate(RAISE, alerts);
        database.update(
                "DELETE FROM audit.alert_tally WHERE subject = ANY (?)"
                        + " AND (measure IN ('REFUSALS', 'RELEASES', 'WHOLE_FILES') AND slot < ?"
                        + " OR measure IN ('READINGS_OF_DAY', 'EMERGENCIES_OF_DAY')"
                        + " AND slot < ?)",
                facts.changed().stream()
                        .map(tally -> tally.key().subject())
                        .distinct()
                        .toArray(String[]::new),
                utc(earliest.minus(HOURS_KEPT)),
                utc(earliest.minus(DAYS_KEPT)));
    }

    /** Stores one alert by itself; false if it is there already. */
    boolean raise(Alert alert) {
        return !holds(alert) && database.update(RAISE, row(alert)) > 0;
    }

    /** Numbers are not used up for what is there already. */
    private boolean holds(Alert alert) {
        return Boolean.TRUE.equals(
                database.queryForObject(
                        "SELECT EXISTS (SELECT FROM audit.alert WHERE id = ?)",
                        Boolean.class,
                        alert.id().value()));
    }

    private static String[] subjects(Collection<Seen> events) {
        List<String> subjects = new ArrayList<>();
        for (Seen event : events) {
            subjects.add(event.person());
            if (event.dataset() != null) {
                subjects.add(event.dataset().toString());
                subjects.add(OutOfHours.subject(event.person(), event.dataset()));
            }
        }
        return subjects.stream().distinct().toArray(String[]::new);
    }

    private static @Nullable Object[] row(Tally tally) {
        return new @Nullable Object[] {
            tally.key().measure().name(),
            tally.key().subject(),
            utc(tally.key().slot()),
            tally.events(),
            tally.bytes(),
            tally.first().value(),
            utc(tally.lastAt()),
            text(tally.dataset()),
            text(tally.owner())
        };
    }

    private static @Nullable Object[] row(Alert alert) {
        var person = alert.person();
        return new @Nullable Object[] {
            alert.id().value(),
            alert.kind().word(),
            alert.subject(),
            utc(alert.from()),
            utc(alert.until()),
            utc(alert.raisedAt()),
            alert.reason(),
            person == null ? null : person.id().value(),
            person == null ? null : person.username(),
            person == null ? null : text(person.agency()),
            text(alert.dataset()),
            text(alert.owner()),
            alert.events(),
            alert.first() == null ? null : alert.first().value(),
            alert.last() == null ? null : alert.last().value()
        };
    }

    private static Tally tally(ResultSet row) throws SQLException {
        return new Tally(
                new Tally.Key(
                        Tally.Measure.valueOf(row.getString("measure")),
                        row.getString("subject"),
                        instant(row, "slot")),
                row.getLong("events"),
                row.getLong("bytes"),
                new EventId(row.getObject("first_event", UUID.class)),
                instant(row, "last_at"),
                name(row, "dataset", DatasetId::parse),
                name(row, "owner", AgencyCode::new));
    }

    private static Seen event(ResultSet row) throws SQLException {
        byte[] canonical = row.getBytes("canonical");
        var event = canonical == null ? null : EventCodec.decode(canonical);
        var about = event == null ? null : event.about();
        Long bytes = about == null ? null : about.bytes();
        return new Seen(
                new EventId(row.getObject("id", UUID.class)),
                instant(row, "at"),
                new Alert.Person(
                        new PersonId(row.getString("actor")),
                        row.getString("username"),
                        name(row, "actor_agency", AgencyCode::new)),
                row.getString("action"),
                row.getString("outcome"),
                name(row, "dataset", DatasetId::parse),
                bytes == null ? 0 : bytes,
                about != null && about.columns().isEmpty(),
                about == null ? null : about.datasetVersion(),
                event != null && Doubt.alone(event.outcome().reasons()),
                false);
    }

    static <T> @Nullable T name(ResultSet row, String column, Function<String, T> reading)
            throws SQLException {
        String text = row.getString(column);
        return text == null ? null : reading.apply(text);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable String text(@Nullable Object name) {
        return name == null ? null : name.toString();
    }
}
