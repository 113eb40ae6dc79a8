package city.datastore.audit.retention;

import city.datastore.audit.event.About;
import city.datastore.audit.event.Action;
import city.datastore.audit.event.Activity;
import city.datastore.audit.event.Actor;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EventId;
import city.datastore.audit.names.HoldId;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.RequestId;
import city.datastore.audit.pipeline.Outbox;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Sets and lifts legal holds, each in one transaction with its event. Whoever calls has been let
 * through by the gate. Thread-safe.
 */
public final class Holds {
    public static final Action SET = new Action("hold.set", Activity.CREATE);
    public static final Action LIFT = new Action("hold.lift", Activity.UPDATE);

    /** Most holds in one list. */
    public static final int MAX_LISTED = 1_000;

    private static final String COLUMNS =
            """
            SELECT hold.id, kind, value, agency, hold.reason, set_at, set_by, set_by_name,
                hold.event_id, lifting.reason AS lifted_for, lifted_at, lifted_by, lifted_by_name,
                lifting.event_id AS lifting_event
            FROM audit.hold LEFT JOIN audit.hold_lifting AS lifting ON lifting.hold_id = hold.id
            """;

    private final JdbcClient database;
    private final TransactionOperations transactions;
    private final Outbox outbox;
    private final Clock clock;

    /**
     * @param app the platform's own data source, which the transactions are of
     */
    public Holds(DataSource app, TransactionOperations transactions, Outbox outbox, Clock clock) {
        this.database = JdbcClient.create(app);
        this.transactions = transactions;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Sets a hold; it is in force when this returns.
     *
     * @param agency whose data and staff it covers; null: everybody's
     * @throws HoldException.BadField when value or reason cannot be what they have to be
     * @throws city.datastore.audit.names.NameException when the value is no such name
     */
    public Hold set(
            Actor by,
            RequestId request,
            @Nullable AgencyCode agency,
            HoldKind kind,
            String value,
            String reason) {
        String what = kind.checked(value);
        String why = checkedReason(reason);
        Instant now = clock.instant();
        HoldId id = HoldId.at(now);
        AuditEvent event =
                AuditEvent.now(now, by, SET, about(id, kind, what), new Outcome.Done(), request);
        Hold hold =
                new Hold(
                        id,
                        kind,
                        what,
                        agency,
                        why,
                        event.at(),
                        by.person(),
                        by.username(),
                        event.id(),
                        null);
        transactions.executeWithoutResult(_ -> {
            database.sql(
                            "INSERT INTO audit.hold (id, kind, value, agency, reason, set_at,"
                                    + " set_by, set_by_name, event_id)"
                                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
                    .param(id.value())
                    .param(kind.code())
                    .param(what)
                    .param(agency == null ? null : agency.value())
                    .param(why)
                    .param(event.at().atOffset(ZoneOffset.UTC))
                    .param(by.person().value())
                    .param(by.username())
                    .param(event.id().value())
                    .update();
            outbox.add(event);
        });
        return hold;
    }

    /**
     * Lifts a hold: what it covered may be deleted by the next sweep.
     *
     * @throws HoldException.NotFound when there is none
     * @throws HoldException.AlreadyLifted when somebody has lifted it before
     * @throws HoldException.BadField when the reason is missing or too long
     */
    public Hold lift(Actor by, RequestId request, HoldId id, String reason) {
        String why = checkedReason(reason);
        Hold hold = find(id).orElseThrow(() -> new HoldException.NotFound(id));
        if (!hold.inForce()) {
            throw new HoldException.AlreadyLifted(id);
        }
        AuditEvent event =
                AuditEvent.now(
                        clock.instant(),
                        by,
                        LIFT,
                        about(id, hold.kind(), hold.value()),
                        new Outcome.Done(),
                        request);
        try {
            transactions.executeWithoutResult(_ -> {
                database.sql(
                                "INSERT INTO audit.hold_lifting (hold_id, reason, lifted_at,"
                                        + " lifted_by, lifted_by_name, event_id)"
                                        + " VALUES (?, ?, ?, ?, ?, ?)")
                        .params(
                                id.value(),
                                why,
                                event.at().atOffset(ZoneOffset.UTC),
                                by.person().value(),
                                by.username(),
                                event.id().value())
                        .update();
                outbox.add(event);
            });
        } catch (DuplicateKeyException _) {
            throw new HoldException.AlreadyLifted(id);
        }
        return find(id).orElseThrow(() -> new HoldException.NotFound(id));
    }

    public Optional<Hold> find(HoldId id) {
        return database.sql(COLUMNS + " WHERE hold.id = ?")
                .param(id.value())
                .query(Holds::hold)
                .optional();
    }

    /**
     * The newest {@value #MAX_LISTED}, those in force first.
     *
     * @param agency whose holds; null: everybody's
     */
    public List<Hold> list(@Nullable AgencyCode agency) {
        return database.sql(
                        COLUMNS
                                + " WHERE ?::text IS NULL OR agency = ?"
                                + " ORDER BY lifted_at IS NOT NULL, set_at DESC, hold.id DESC"
                                + " LIMIT "
                                + MAX_LISTED)
                .param(agency == null ? null : agency.value())
                .param(agency == null ? null : agency.value())
                .query(Holds::hold)
                .list();
    }

    private static About about(HoldId id, HoldKind kind, String value) {
        About about =
                switch (kind) {
                    case DATASET -> About.dataset(DatasetId.parse(value));
                    case AGREEMENT -> About.agreement(new AgreementRef(value), null);
                    case PERSON, AGENCY -> About.NOTHING;
                };
        return about.withDetails(Map.of("hold", id.toString(), "kind", kind.code()));
    }

    private static String checkedReason(String reason) {
        String text = reason.strip();
        if (text.isEmpty() || text.length() > Hold.MAX_REASON || text.indexOf('\0') >= 0) {
            throw new HoldException.BadField(
                    "reason", "a reason has from 1 to " + Hold.MAX_REASON + " characters");
        }
        return text;
    }

    private static Hold hold(ResultSet row, int number) throws SQLException {
        String agency = row.getString("agency");
        return new Hold(
                new HoldId(row.getObject("id", UUID.class)),
                HoldKind.of(row.getString("kind")).orElseThrow(),
                row.getString("value"),
                agency == null ? null : new AgencyCode(agency),
                row.getString("reason"),
                row.getObject("set_at", OffsetDateTime.class).toInstant(),
                new PersonId(row.getString("set_by")),
                row.getString("set_by_name"),
                new EventId(row.getObject("event_id", UUID.class)),
                lifting(row));
    }

    private static Hold.@Nullable Lifting lifting(ResultSet row) throws SQLException {
        OffsetDateTime at = row.getObject("lifted_at", OffsetDateTime.class);
        return at == null
                ? null
                : new Hold.Lifting(
                        row.getString("lifted_for"),
                        at.toInstant(),
                        new PersonId(row.getString("lifted_by")),
                        row.getString("lifted_by_name"),
                        new EventId(row.getObject("lifting_event", UUID.class)));
    }
}
