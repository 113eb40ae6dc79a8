package city.datastore.platform.subjects;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.access.policy.TrailScopes;
import city.datastore.audit.event.About;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.PurposeCode;
import city.datastore.audit.names.WithholdingId;
import city.datastore.audit.pipeline.Outbox;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The use cases of withholding. An agency's lead withholds its own accesses; who may read of it are
 * that agency's leads and the city's auditors. Its events name no dataset, so that no owner of data
 * has them in scope. Thread-safe.
 */
public final class Withholdings {
    /** A review is at most so far away. */
    public static final Duration LONGEST = Duration.ofDays(366);

    private static final int MAX_LISTED = 10_000;
    private static final String COLUMNS =
            """
            select w.id, w.agency, w.agreement, w.purpose, w.reason, w.set_at, w.owner, w.owner_name,
                case when last.number is null then w.review_due else last.review_due end as due,
                case when last.number is not null and last.review_due is null
                    then last.reviewed_at end as ended_at
            from platform.withholding as w
            left join lateral (select * from platform.withholding_review as review
                where review.withholding = w.id order by number desc limit 1) as last on true
            """;

    private final Gatekeeper gate;
    private final JdbcClient database;
    private final TransactionOperations transactions;
    private final Outbox outbox;
    private final Clock clock;

    public Withholdings(
            Gatekeeper gate,
            DataSource app,
            TransactionOperations transactions,
            Outbox outbox,
            Clock clock) {
        this.gate = gate;
        this.database = JdbcClient.create(app);
        this.transactions = transactions;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** The caller's agency's, or all of them for an auditor of the city; newest first. */
    public Recorded<List<Withholding>> list(Caller caller) {
        var cut = TrailScopes.cutTo(caller);
        var pass =
                gate.admit(
                        Question.of(
                                caller,
                                Act.SEE_WITHHOLDINGS,
                                new Target.OfMark(null, cut.orElse(null))));
        var all =
                all().stream()
                        .filter(each -> cut.isEmpty() || each.agency().equals(cut.get()))
                        .toList();
        return new Recorded<>(all, pass.event());
    }

    /**
     * Withholds the accesses of the caller's agency; in force when it returns.
     *
     * @throws SubjectException.BadField when reason or review cannot be what they have to be
     */
    public Recorded<Withholding> set(
            Caller caller,
            @Nullable AgreementRef agreement,
            @Nullable PurposeCode purpose,
            String reason,
            Instant reviewDue) {
        Instant now = clock.instant();
        String why = checked(reason);
        checkReview(reviewDue, now);
        AgencyCode agency = caller.agency();
        gate.admit(Question.of(caller, Act.WITHHOLD, new Target.OfMark(null, agency)));
        if (agency == null) {
            throw new IllegalStateException("the gate lets nobody without an agency through");
        }
        WithholdingId id = WithholdingId.at(now);
        AuditEvent event = event(caller, Act.WITHHOLD, id, now);
        transactions.executeWithoutResult(_ -> {
            database.sql(
                            "insert into platform.withholding (id, agency, agreement, purpose, reason,"
                                    + " set_at, owner, owner_name, review_due, event)"
                                    + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                    .param(id.value())
                    .param(agency.value())
                    .param(agreement == null ? null : agreement.value())
                    .param(purpose == null ? null : purpose.toString())
                    .param(why)
                    .param(event.at().atOffset(ZoneOffset.UTC))
                    .param(caller.person().value())
                    .param(caller.username())
                    .param(reviewDue.atOffset(ZoneOffset.UTC))
                    .param(event.id().value())
                    .update();
            outbox.add(event);
        });
        return new Recorded<>(found(id), event.id());
    }

    /**
     * Goes on with it until another review, or ends it: what it covered is then shown again.
     *
     * @param reviewDue null: it ends now
     * @throws SubjectException when there is none, it has ended, or a field is at fault
     */
    public Recorded<Withholding> review(
            Caller caller, WithholdingId id, String reason, @Nullable Instant reviewDue) {
        Instant now = clock.instant();
        String why = checked(reason);
        if (reviewDue != null) {
            checkReview(reviewDue, now);
        }
        Withholding found = found(id);
        gate.admit(
                Question.of(
                        caller,
                        Act.CHANGE_WITHHOLDING,
                        new Target.OfMark(id.toString(), found.agency())));
        AuditEvent event = event(caller, Act.CHANGE_WITHHOLDING, id, now);
        transactions.executeWithoutResult(_ -> {
            // one after the other: what has ended is not taken up again
            database.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
                    .param(id.toString())
                    .query((_, _) -> true)
                    .list();
            if (!found(id).inForce()) {
                throw new SubjectException.Ended("the withholding " + id);
            }
            database.sql(
                            "insert into platform.withholding_review (withholding, reviewed_at,"
                                    + " reviewer, reviewer_name, reason, review_due, event)"
                                    + " values (?, ?, ?, ?, ?, ?, ?)")
                    .param(id.value())
                    .param(event.at().atOffset(ZoneOffset.UTC))
                    .param(caller.person().value())
                    .param(caller.username())
                    .param(why)
                    .param(reviewDue == null ? null : reviewDue.atOffset(ZoneOffset.UTC))
                    .param(event.id().value())
                    .update();
            outbox.add(event);
        });
        return new Recorded<>(found(id), event.id());
    }

    /** What is withheld now, whoever asks. */
    List<Withholding> inForce() {
        return all().stream().filter(Withholding::inForce).toList();
    }

    private List<Withholding> all() {
        return database.sql(COLUMNS + " order by w.set_at desc, w.id desc limit " + MAX_LISTED)
                .query(Withholdings::withholding)
                .list();
    }

    private Withholding found(WithholdingId id) {
        return database.sql(COLUMNS + " where w.id = ?")
                .param(id.value())
                .query(Withholdings::withholding)
                .optional()
                .orElseThrow(() -> new SubjectException.NotFound("withholding " + id));
    }

    private static AuditEvent event(Caller caller, Act act, WithholdingId id, Instant now) {
        return AuditEvent.now(
                now,
                caller.actor(),
                act.action(),
                About.NOTHING.withDetails(Map.of("mark", id.toString())),
                new Outcome.Done(),
                caller.request());
    }

    private static String checked(String reason) {
        String text = reason.strip();
        if (text.isEmpty() || text.length() > Withholding.MAX_REASON || text.indexOf('\0') >= 0) {
            throw new SubjectException.BadField(
                    "reason", "a reason has from 1 to " + Withholding.MAX_REASON + " characters");
        }
        return text;
    }

    private static void checkReview(Instant due, Instant now) {
        if (!due.isAfter(now) || due.isAfter(now.plus(LONGEST))) {
            throw new SubjectException.BadField(
                    "reviewDue",
                    "the next review has to be after today and within "
                            + LONGEST.toDays()
                            + " days");
        }
    }

    private static Withholding withholding(ResultSet row, int number) throws SQLException {
        Instant due = instant(row, "due");
        Instant ended = instant(row, "ended_at");
        return new Withholding(
                new WithholdingId(row.getObject("id", UUID.class)),
                new AgencyCode(row.getString("agency")),
                Optional.ofNullable(row.getString("agreement")).map(AgreementRef::new).orElse(null),
                Optional.ofNullable(row.getString("purpose")).map(PurposeCode::new).orElse(null),
                row.getString("reason"),
                row.getObject("set_at", OffsetDateTime.class).toInstant(),
                new PersonId(row.getString("owner")),
                row.getString("owner_name"),
                due == null ? Instant.EPOCH : due,
                ended);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
