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
import city.datastore.audit.names.PurposeCode;
import city.datastore.audit.names.WithholdingId;
import city.datastore.audit.pipeline.Outbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
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

    /** Most withholdings of one agency that can be in force at the same time. */
    public static final int MAX_STANDING = 200;

    private static final int MAX_LISTED = 10_000;

    private final Gatekeeper gate;
    private final JdbcClient database;
    private final WithholdingRows rows;
    private final TransactionOperations transactions;
    private final Outbox outbox;
    private final Clock clock;
    private final int maxStanding;

    /**
     * @param maxStanding most of one agency that can be in force at the same time
     */
    public Withholdings(
            Gatekeeper gate,
            DataSource app,
            TransactionOperations transactions,
            Outbox outbox,
            Clock clock,
            int maxStanding) {
        this.gate = gate;
        this.database = JdbcClient.create(app);
        this.rows = new WithholdingRows(database, MAX_LISTED);
        this.transactions = transactions;
        this.outbox = outbox;
        this.clock = clock;
        this.maxStanding = maxStanding;
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
        return new Recorded<>(rows.listed(cut.map(AgencyCode::value).orElse(null)), pass.event());
    }

    /**
     * Withholds the accesses of the caller's agency; in force when it returns.
     *
     * @throws SubjectException when reason or review cannot be what they have to be, or the agency
     *     has as many in force as it can
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
            rows.oneAfterTheOther("withholdings of " + agency);
            if (rows.standing(agency) >= maxStanding) {
                throw new SubjectException.TooMany(
                        agency
                                + " has "
                                + maxStanding
                                + " withholdings in force, and cannot have more; end one that is not"
                                + " needed any more, or set one that covers more");
            }
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
        return new Recorded<>(rows.found(id), event.id());
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
        Withholding found = rows.found(id);
        gate.admit(
                Question.of(
                        caller,
                        Act.CHANGE_WITHHOLDING,
                        new Target.OfMark(id.toString(), found.agency())));
        AuditEvent event = event(caller, Act.CHANGE_WITHHOLDING, id, now);
        transactions.executeWithoutResult(_ -> {
            // what has ended is not taken up again
            rows.oneAfterTheOther(id.toString());
            if (!rows.found(id).inForce()) {
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
        return new Recorded<>(rows.found(id), event.id());
    }

    /** All that is withheld now, whoever asks and however much there was. */
    List<Withholding> inForce() {
        return rows.inForce();
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
}
