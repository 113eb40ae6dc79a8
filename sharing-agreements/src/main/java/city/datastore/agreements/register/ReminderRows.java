package city.datastore.agreements.register;

import city.datastore.agreements.Signatories;
import city.datastore.agreements.reminders.Ahead;
import city.datastore.agreements.reminders.Backlog;
import city.datastore.agreements.reminders.Claim;
import city.datastore.agreements.reminders.Hitch;
import city.datastore.agreements.reminders.Needless;
import city.datastore.agreements.reminders.Occasion;
import city.datastore.agreements.reminders.Reminder;
import city.datastore.agreements.reminders.ReminderKey;
import city.datastore.agreements.reminders.ReminderRegister;
import city.datastore.agreements.reminders.ReminderState;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Letters in PostgreSQL. Every statement stands by itself, so that any number of nodes can call any
 * method at once.
 */
public final class ReminderRows implements ReminderRegister {
    private static final int AGREEMENTS = 500;

    private final JdbcClient database;

    /**
     * @param app of the role {@code datastore_app}
     */
    public ReminderRows(DataSource app) {
        this.database = JdbcClient.create(app);
    }

    /** A statement for so many agreements at a time, so that none takes long in a large city. */
    @Override
    public int putDown(Instant now) {
        int put = 0;
        List<String> some = dueAfter("", now);
        while (!some.isEmpty()) {
            put += putDown(some, now);
            some = dueAfter(some.getLast(), now);
        }
        return put;
    }

    private List<String> dueAfter(String reference, Instant now) {
        return database.sql(
                        """
                        SELECT reference FROM agreements.agreement
                        WHERE reference > :after AND state IN ('active', 'suspended') AND ends > :now
                            AND (ends <= :ninety OR review_due <= :ninety)
                        ORDER BY reference LIMIT :limit\
                        """)
                .param("after", reference)
                .param("now", utc(now))
                .param("ninety", utc(Ahead.NINETY.reach(now)))
                .param("limit", AGREEMENTS)
                .query((row, _) -> row.getString("reference"))
                .list();
    }

    /** For those that {@link Signatories#signed} says have signed: in every office, not left. */
    private int putDown(List<String> references, Instant now) {
        return database.sql(
                        """
                        INSERT INTO agreements.reminder
                            (reference, occasion, due, ahead_days, agency, state, tries, queued_at, next_try)
                        SELECT c.reference, c.occasion, c.due, c.ahead_days, c.agency, 'waiting', 0, :now, :now
                        FROM (
                            SELECT a.reference, a.round, a.round_step, a.demanded, o.occasion, o.due, p.agency,
                                CASE WHEN o.due <= :thirty THEN 30 WHEN o.due <= :sixty THEN 60 ELSE 90 END
                                    AS ahead_days
                            FROM agreements.agreement a
                            CROSS JOIN LATERAL (VALUES ('review', a.review_due), ('end', a.ends))
                                AS o (occasion, due)
                            JOIN agreements.party p ON p.reference = a.reference AND p.edition = a.edition
                            WHERE a.reference IN (:references) AND a.state IN ('active', 'suspended')
                                AND a.ends > :now AND o.due > :now AND o.due <= :ninety
                                AND (o.occasion = 'end' OR a.review_due < a.ends)
                        ) AS c
                        WHERE NOT EXISTS (SELECT FROM agreements.reminder r WHERE r.reference = c.reference
                                AND r.occasion = c.occasion AND r.due = c.due AND r.ahead_days = c.ahead_days
                                AND r.agency = c.agency AND r.state <> 'dropped')
                            AND NOT EXISTS (SELECT FROM agreements.step l WHERE l.reference = c.reference
                                AND l.number >= c.round_step AND l.what = 'left' AND l.agency = c.agency)
                            AND NOT EXISTS (SELECT FROM unnest(c.demanded || CAST(:lead AS text)) AS n (office)
                                WHERE NOT EXISTS (SELECT FROM agreements.signature s
                                    WHERE s.reference = c.reference AND s.round = c.round
                                        AND s.agency = c.agency AND s.office = n.office))
                        ORDER BY c.reference, c.occasion, c.due, c.ahead_days, c.agency
                        ON CONFLICT (reference, occasion, due, ahead_days, agency) DO UPDATE
                            SET state = 'waiting', next_try = excluded.next_try, settled_at = NULL, needless = NULL
                            WHERE reminder.state = 'dropped'\
                        """)
                .param("references", references)
                .param("now", utc(now))
                .param("lead", Signatories.LEAD)
                .param("thirty", utc(Ahead.THIRTY.reach(now)))
                .param("sixty", utc(Ahead.SIXTY.reach(now)))
                .param("ninety", utc(Ahead.NINETY.reach(now)))
                .update();
    }

    @Override
    public Optional<Claim> claim(Instant now, Instant until) {
        return database.sql(
                        """
                        UPDATE agreements.reminder SET tries = tries + 1, next_try = :until, hitch = NULL
                        WHERE id = (SELECT id FROM agreements.reminder
                            WHERE state = 'waiting' AND next_try <= :now
                            ORDER BY next_try, id LIMIT 1 FOR UPDATE SKIP LOCKED)
                        RETURNING *\
                        """)
                .param("now", utc(now))
                .param("until", utc(until))
                .query((row, _) -> new Claim(row.getLong("id"), key(row), row.getInt("tries")))
                .optional();
    }

    @Override
    public boolean become(Claim claim, ReminderState state) {
        Instant settledAt =
                switch (state) {
                    case ReminderState.Waiting _ -> null;
                    case ReminderState.Sent(var at) -> at;
                    case ReminderState.Refused(var at, _) -> at;
                    case ReminderState.Dropped(var at, _) -> at;
                };
        int changed =
                database.sql(
                                """
                                UPDATE agreements.reminder
                                SET state = :state, next_try = coalesce(:next, next_try), hitch = :hitch,
                                    settled_at = :settled, refused_with = :code, needless = :needless
                                WHERE id = :id AND tries = :tries AND state = 'waiting'\
                                """)
                        .param("state", state.word())
                        .param(
                                "next",
                                state instanceof ReminderState.Waiting(var next, _)
                                        ? utc(next)
                                        : null,
                                java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                        .param(
                                "hitch",
                                state instanceof ReminderState.Waiting(_, Hitch hitch)
                                        ? hitch.word()
                                        : null,
                                java.sql.Types.VARCHAR)
                        .param(
                                "settled",
                                settledAt == null ? null : utc(settledAt),
                                java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                        .param(
                                "code",
                                state instanceof ReminderState.Refused(_, int code) ? code : null,
                                java.sql.Types.INTEGER)
                        .param(
                                "needless",
                                state instanceof ReminderState.Dropped(_, var why)
                                        ? why.word()
                                        : null,
                                java.sql.Types.VARCHAR)
                        .param("id", claim.id())
                        .param("tries", claim.tries())
                        .update();
        return changed == 1;
    }

    @Override
    public Backlog backlog() {
        return database.sql(
                        """
                        SELECT count(*) AS letters, min(queued_at) AS oldest
                        FROM agreements.reminder WHERE state = 'waiting'\
                        """)
                .query((row, _) ->
                        new Backlog(
                                row.getLong("letters"),
                                Optional.ofNullable(row.getObject("oldest", OffsetDateTime.class))
                                        .map(OffsetDateTime::toInstant)))
                .single();
    }

    @Override
    public List<Reminder> of(AgreementRef agreement) {
        return database.sql(
                        """
                        SELECT * FROM agreements.reminder WHERE reference = :reference
                        ORDER BY queued_at DESC, due, ahead_days, agency, id LIMIT :limit\
                        """)
                .param("reference", agreement.value())
                .param("limit", MOST_SHOWN)
                .query((row, _) ->
                        new Reminder(
                                key(row),
                                instant(row, "queued_at"),
                                row.getInt("tries"),
                                state(row)))
                .list();
    }

    private static ReminderKey key(ResultSet row) throws SQLException {
        return new ReminderKey(
                new AgreementRef(row.getString("reference")),
                Occasion.of(row.getString("occasion")),
                instant(row, "due"),
                Ahead.of(row.getInt("ahead_days")),
                new AgencyCode(row.getString("agency")));
    }

    private static ReminderState state(ResultSet row) throws SQLException {
        String state = row.getString("state");
        return switch (state) {
            case "waiting" -> {
                String hitch = row.getString("hitch");
                yield new ReminderState.Waiting(
                        instant(row, "next_try"), hitch == null ? null : Hitch.of(hitch));
            }
            case "sent" -> new ReminderState.Sent(instant(row, "settled_at"));
            case "refused" ->
                    new ReminderState.Refused(
                            instant(row, "settled_at"), row.getInt("refused_with"));
            case "dropped" ->
                    new ReminderState.Dropped(
                            instant(row, "settled_at"), Needless.of(row.getString("needless")));
            default -> throw new IllegalStateException("a reminder is in unknown state " + state);
        };
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
