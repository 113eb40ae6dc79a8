package city.datastore.platform.notices;

import city.datastore.agreements.reminders.Backlog;
import city.datastore.agreements.reminders.ReminderState;
import city.datastore.audit.names.AgencyCode;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of {@code platform.notice}. Every statement stands by itself, for any number of nodes. */
final class NoticeRows {
    private final JdbcClient database;

    /**
     * @param app of the role {@code datastore_app}; joins the transaction of the thread
     */
    NoticeRows(DataSource app) {
        this.database = JdbcClient.create(app);
    }

    /** One node's hold on a letter; {@code tries} tells it from a later one. */
    record Claim(long id, Notice notice, int tries) {}

    /** Puts a letter down, unless it is there already. */
    boolean putDown(Notice notice, Instant now) {
        return database.sql(
                                """
                                INSERT INTO platform.notice
                                    (kind, subject, agency, state, tries, queued_at, next_try)
                                VALUES (:kind, :subject, :agency, 'waiting', 0, :now, :now)
                                ON CONFLICT (kind, subject, agency) DO NOTHING
                                """)
                        .param("kind", notice.kind().word())
                        .param("subject", notice.subject())
                        .param("agency", notice.agency().value())
                        .param("now", utc(now))
                        .update()
                == 1;
    }

    /** Takes up the letter that has waited longest for its try. */
    Optional<Claim> claim(Instant now, Instant until) {
        return database.sql(
                        """
                        UPDATE platform.notice SET tries = tries + 1, next_try = :until, hitch = NULL
                        WHERE id = (SELECT id FROM platform.notice
                            WHERE state = 'waiting' AND next_try <= :now
                            ORDER BY next_try, id LIMIT 1 FOR UPDATE SKIP LOCKED)
                        RETURNING *
                        """)
                .param("now", utc(now))
                .param("until", utc(until))
                .query((row, _) ->
                        new Claim(
                                row.getLong("id"),
                                new Notice(
                                        NoticeKind.of(row.getString("kind")),
                                        row.getString("subject"),
                                        new AgencyCode(row.getString("agency"))),
                                row.getInt("tries")))
                .optional();
    }

    /** False, and nothing is changed, where somebody else has taken it up meanwhile. */
    boolean become(Claim claim, ReminderState state, Instant now) {
        var waiting = state instanceof ReminderState.Waiting w ? w : null;
        var hitch = waiting == null ? null : waiting.hitch();
        return database.sql(
                                """
                                UPDATE platform.notice SET state = :state, hitch = :hitch,
                                    next_try = coalesce(:next, next_try),
                                    settled_at = :settled
                                WHERE id = :id AND tries = :tries AND state = 'waiting'
                                """)
                        .param("state", state.word())
                        .param("hitch", hitch == null ? null : hitch.word(), Types.VARCHAR)
                        .param(
                                "next",
                                waiting == null ? null : utc(waiting.nextTry()),
                                Types.TIMESTAMP_WITH_TIMEZONE)
                        .param(
                                "settled",
                                waiting == null ? utc(now) : null,
                                Types.TIMESTAMP_WITH_TIMEZONE)
                        .param("id", claim.id())
                        .param("tries", claim.tries())
                        .update()
                == 1;
    }

    Backlog backlog() {
        return database.sql(
                        "SELECT count(*), min(queued_at) FROM platform.notice WHERE state = 'waiting'")
                .query((row, _) ->
                        new Backlog(
                                row.getLong(1),
                                Optional.ofNullable(row.getObject(2, OffsetDateTime.class))
                                        .map(OffsetDateTime::toInstant)))
                .single();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
