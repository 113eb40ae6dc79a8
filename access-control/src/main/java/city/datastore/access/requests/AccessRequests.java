package city.datastore.access.requests;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Coverage;
import city.datastore.access.policy.GrantSource;
import city.datastore.access.policy.HeldGrant;
import city.datastore.access.policy.Judgement;
import city.datastore.access.policy.Permit;
import city.datastore.access.policy.PermitSource;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.audit.event.About;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AccessRequestId;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EventId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.PurposeCode;
import city.datastore.audit.paging.Page;
import city.datastore.audit.paging.PageRequest;
import city.datastore.audit.pipeline.Outbox;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The use cases of asking for access: ask, grant, refuse, withdraw, revoke, and seeing what is
 * there.
 *
 * <p>Each change is decided by the gate first, with no transaction open, and then made in one
 * transaction together with its event.
 */
public final class AccessRequests {
    private static final String PENDING_ONCE = "access_request_is_pending_once";

    private final Gatekeeper gate;
    private final PermitSource permits;
    private final Coverage coverage;
    private final Approval approval;
    private final RequestRows rows;
    private final Lists lists;
    private final TransactionOperations transactions;
    private final Outbox outbox;
    private final Clock clock;

    /**
     * @param rows joins the transaction of the thread, as Spring's shared one does
     */
    public AccessRequests(
            Gatekeeper gate,
            PermitSource permits,
            Coverage coverage,
            EntityManager rows,
            TransactionOperations transactions,
            Outbox outbox,
            Clock clock) {
        this.gate = gate;
        this.permits = permits;
        this.coverage = coverage;
        this.approval = new Approval(coverage);
        this.rows = new RequestRows(rows);
        this.lists = new Lists(this.rows);
        this.transactions = transactions;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Grants as they are committed at the instant of asking, for the gate. */
    public static GrantSource grantSource(EntityManager rows) {
        return new RequestRows(rows);
    }

    /** What an officer fills in. */
    public record Ask(
            DatasetId dataset,
            AgreementRef agreement,
            PurposeCode purpose,
            Set<PermittedAction> actions,
            Instant until,
            String justification) {

        public Ask {
            actions = Set.copyOf(actions);
        }
    }

    /**
     * Asks the owner of the data.
     *
     * @throws RequestException.BadField when a field breaks its rule
     * @throws RequestException.NotCovered when the agreement does not cover it
     * @throws RequestException.WrongState when the same has been asked and is still pending
     */
    public Recorded<AccessRequest.Pending> ask(Caller caller, Ask ask) {
        var now = now();
        var actions = Fields.actions(ask.actions());
        var until = Fields.until(ask.until(), now);
        var justification =
                Fields.required("justification", ask.justification(), "say why you need the data");
        var target =
                new Target.OfRequest(
                        null, ask.dataset(), ask.agreement(), caller.person(), caller.agency());
        var asking = new Question(caller, Act.ASK_ACCESS, target, ask.agreement(), ask.purpose());
        gate.admit(asking);
        var permit = permits.permit(ask.agreement()).orElse(null);
        var missing = coverage.missing(asking, permit, actions, until, now);
        if (permit == null || caller.agency() == null || !missing.isEmpty()) {
            throw new RequestException.NotCovered(missing);
        }
        var asked =
                new AccessRequest.Asked(
                        AccessRequestId.at(now),
                        caller.person(),
                        caller.username(),
                        caller.agency(),
                        ask.dataset(),
                        ask.agreement(),
                        ask.purpose(),
                        actions,
                        until,
                        justification,
                        now);
        var event = event(caller, Act.ASK_ACCESS, about(asked, permit), now);
        try {
            return transactions.execute(_ -> {
                if (rows.pending(asked)) {
                    throw askedAlready(asked);
                }
                rows.add(new AccessRequestRow(asked));
                outbox.add(event);
                return new Recorded<>(new AccessRequest.Pending(asked), event.id());
            });
        } catch (RuntimeException e) {
            throw lostRace(e) ? askedAlready(asked) : e;
        }
    }

    /**
     * Says yes; the lead may shorten what was asked, never lengthen it.
     *
     * @param columns null grants all that the agreement allows now
     * @throws RequestException.NotCovered when it would reach past the agreement or the request
     */
    public Recorded<Grant> grant(
            Caller caller,
            AccessRequestId id,
            Instant until,
            @Nullable ColumnScope columns,
            String comment) {
        var now = now();
        var asked = found(id).asked();
        gate.admit(Approval.question(caller, Act.GRANT_REQUEST, asked));
        var text = Fields.optional("comment", comment);
        var end = Fields.until(until, now);
        var permit = permits.permit(asked.agreement()).orElse(null);
        var grant = approval.grant(asked, permit, caller, end, columns, now);
        var held = grant.held();
        var about = about(asked, permit).withGrant(held.id()).withColumns(named(held.columns()));
        var event = event(caller, Act.GRANT_REQUEST, about, now);
        return transactions.execute(_ -> {
            locked(id).grant(held.id(), caller, now, text);
            rows.add(new GrantRow(grant));
            outbox.add(event);
            return new Recorded<>(grant, event.id());
        });
    }

    public Recorded<AccessRequest.Refused> refuse(
            Caller caller, AccessRequestId id, String reason) {
        var now = now();
        var asked = found(id).asked();
        gate.admit(Approval.question(caller, Act.REFUSE_REQUEST, asked));
        var text = Fields.required("reason", reason, "say why you refuse the request");
        var event = event(caller, Act.REFUSE_REQUEST, about(asked, null), now);
        return transactions.execute(_ -> {
            locked(id).refuse(caller, now, text);
            outbox.add(event);
            return new Recorded<>(
                    new AccessRequest.Refused(asked, caller.person(), caller.username(), now, text),
                    event.id());
        });
    }

    public Recorded<AccessRequest.Withdrawn> withdraw(Caller caller, AccessRequestId id) {
        var now = now();
        var asked = found(id).asked();
        gate.admit(Approval.question(caller, Act.WITHDRAW_REQUEST, asked));
        var event = event(caller, Act.WITHDRAW_REQUEST, about(asked, null), now);
        return transactions.execute(_ -> {
            locked(id).withdraw(caller, now);
            outbox.add(event);
            return new Recorded<>(new AccessRequest.Withdrawn(asked, now), event.id());
        });
    }

    /** In force, on every node, when it returns. */
    public Recorded<Grant> revoke(Caller caller, GrantId id, String reason) {
        var now = now();
        var held = rows.grant(id).orElseThrow(() -> noGrant(id)).held();
        var target = new Target.OfGrant(id, held.dataset(), held.agreement(), held.holder());
        gate.admit(
                new Question(caller, Act.REVOKE_GRANT, target, held.agreement(), held.purpose()));
        var text = Fields.required("reason", reason, "say why you revoke the grant");
        var about =
                About.dataset(held.dataset())
                        .withAgreement(held.agreement(), null)
                        .withPurpose(held.purpose())
                        .withGrant(id);
        return transactions.execute(_ -> {
            var row = rows.lockedGrant(id).orElseThrow(() -> noGrant(id));
            row.revoke(caller, now, text);
            var revoked = row.toRecord();
            var event =
                    event(
                            caller,
                            Act.REVOKE_GRANT,
                            about.withAccessRequest(revoked.request()),
                            now);
            outbox.add(event);
            return new Recorded<>(revoked, event.id());
        });
    }

    /**
     * Requests the caller made, or may see as their agency's lead or auditor; newest first.
     *
     * @param state one of the four states, null for any
     */
    public Page<AccessRequest> requests(
            Caller caller, @Nullable String state, boolean mineOnly, PageRequest page) {
        return lists.requests(caller, state, mineOnly, page);
    }

    /** Pending requests that wait for this caller's decision; who waits longest comes first. */
    public Page<AccessRequest> toDecide(Caller caller, PageRequest page) {
        return lists.toDecide(caller, page);
    }

    /** One request, unrecorded, for a page that lists it; see {@link #see} for its content. */
    public AccessRequest request(Caller caller, AccessRequestId id) {
        var request = found(id);
        return switch (gate.explain(Approval.question(caller, Act.SEE_REQUEST, request.asked()))) {
            case Judgement.Allowed _ -> request;
            case Judgement.Refused _ -> throw noRequest(id);
        };
    }

    /** One request, for those who may see it; the event is the decision to show it. */
    public Recorded<AccessRequest> see(Caller caller, AccessRequestId id) {
        var request = found(id);
        var pass = gate.admit(Approval.question(caller, Act.SEE_REQUEST, request.asked()));
        return new Recorded<>(request, pass.event());
    }

    /**
     * Grants the caller holds, or may see as their agency's lead or auditor; newest first. Null
     * means any.
     */
    public Page<Grant> grants(
            Caller caller,
            @Nullable DatasetId dataset,
            @Nullable PersonId holder,
            @Nullable AgreementRef agreement,
            PageRequest page) {
        return lists.grants(caller, dataset, holder, agreement, page);
    }

    /**
     * Grants under an agreement that have neither ended nor been revoked, for saying what a change
     * of it would do; at most so many. Who holds them is for counting, not for showing.
     */
    public List<HeldGrant> standingUnder(AgreementRef agreement, int limit) {
        return rows.standing(agreement, now(), limit);
    }

    /**
     * Grants under an agreement that were in force at some time of {@code [from, until)}, for
     * saying how many of them were used; at most so many.
     */
    public List<GivenGrant> givenUnder(
            AgreementRef agreement, Instant from, Instant until, int limit) {
        return rows.given(agreement, from, until, limit);
    }

    /**
     * The newest grant of a person on a dataset, in force or not, by their subject or user name:
     * how the gate's questions about others know who they are. For whom the gate lets ask about
     * others.
     */
    public Optional<Grant> newestGrant(DatasetId dataset, PersonId person) {
        return rows.newest(dataset, person);
    }

    /** One grant, for whoever was told of it by a decision about it. */
    public Optional<Grant> grantOf(GrantId id) {
        return rows.grant(id);
    }

    /**
     * People who hold a grant in force on a dataset, by subject, each once; at most so many after
     * the one named. For whom the gate lets ask about others.
     */
    public List<Grant> holders(DatasetId dataset, @Nullable PersonId after, int limit) {
        return rows.holders(dataset, after, now(), limit);
    }

    /** One grant that the caller holds or may see. */
    public Grant grant(Caller caller, GrantId id) {
        return lists.grant(caller, id).orElseThrow(() -> noGrant(id));
    }

    private static List<String> named(ColumnScope columns) {
        return switch (columns) {
            case ColumnScope.All _ -> List.of();
            case ColumnScope.Only(var names) -> List.copyOf(names);
        };
    }

    private static About about(AccessRequest.Asked asked, @Nullable Permit permit) {
        return About.dataset(asked.dataset())
                .withAgreement(asked.agreement(), permit == null ? null : permit.version())
                .withPurpose(asked.purpose())
                .withAccessRequest(asked.id());
    }

    private static AuditEvent event(Caller caller, Act act, About about, Instant now) {
        return new AuditEvent(
                EventId.at(now),
                now,
                caller.actor(),
                act.action(),
                about,
                new Outcome.Done(),
                caller.request());
    }

    private AccessRequest found(AccessRequestId id) {
        return rows.request(id).orElseThrow(() -> noRequest(id));
    }

    private AccessRequestRow locked(AccessRequestId id) {
        return rows.lockedRequest(id).orElseThrow(() -> noRequest(id));
    }

    private static RequestException.NotFound noRequest(AccessRequestId id) {
        return new RequestException.NotFound("request", id.toString());
    }

    private static RequestException.NotFound noGrant(GrantId id) {
        return new RequestException.NotFound("grant", id.toString());
    }

    private static RequestException.WrongState askedAlready(AccessRequest.Asked asked) {
        return new RequestException.WrongState(
                "you have already asked for "
                        + asked.dataset()
                        + " under "
                        + asked.agreement()
                        + " for "
                        + asked.purpose()
                        + ", and that request is still pending: wait for its answer or withdraw"
                        + " it");
    }

    /** Somebody asked the same between our looking and our writing. */
    private static boolean lostRace(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConstraintViolationException violated
                    && PENDING_ONCE.equals(violated.getConstraintName())) {
                return true;
            }
        }
        return false;
    }

    /** Instants are kept to the millisecond, as the record keeps them. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
