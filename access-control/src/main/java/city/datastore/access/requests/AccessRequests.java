package city.datastore.access.requests;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Coverage;
import city.datastore.access.policy.GrantSource;
import city.datastore.access.policy.HeldGrant;
import city.datastore.access.policy.Permit;
import city.datastore.access.policy.PermitSource;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.audit.event.About;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.event.Reason;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private final RequestRows rows;
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
        this.rows = new RequestRows(rows);
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
                rows.add(new AccessRequestRow(asked));
                outbox.add(event);
                return new Recorded<>(new AccessRequest.Pending(asked), event.id());
            });
        } catch (RuntimeException e) {
            throw askedAlready(e)
                    ? new RequestException.WrongState(
                            "you have already asked for "
                                    + ask.dataset()
                                    + " under "
                                    + ask.agreement()
                                    + " for "
                                    + ask.purpose()
                                    + ", and that request is still pending: wait for its answer or"
                                    + " withdraw it")
                    : e;
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
        var granting = question(caller, Act.GRANT_REQUEST, asked);
        gate.admit(granting);
        var text = Fields.optional("comment", comment);
        var end = Fields.until(until, now);
        var permit = permits.permit(asked.agreement()).orElse(null);
        var missing = new ArrayList<Reason>(notCovered(caller, asked, permit, end, now));
        var agreed = permit == null ? null : permit.datasets().get(asked.dataset());
        var given = columns == null ? agreed : columns;
        if (agreed != null && given != null) {
            missing.addAll(beyond(agreed, given, asked));
        }
        if (permit == null || given == null || !missing.isEmpty()) {
            throw new RequestException.NotCovered(missing);
        }
        var held =
                new HeldGrant(
                        GrantId.at(now),
                        asked.requester(),
                        asked.agency(),
                        asked.dataset(),
                        asked.agreement(),
                        asked.purpose(),
                        asked.actions(),
                        given,
                        now,
                        end,
                        false);
        var grant =
                new Grant(
                        held,
                        asked.requesterName(),
                        id,
                        caller.person(),
                        caller.username(),
                        now,
                        null);
        var about =
                about(asked, permit)
                        .withGrant(held.id())
                        .withColumns(
                                switch (given) {
                                    case ColumnScope.All _ -> List.of();
                                    case ColumnScope.Only(var names) -> List.copyOf(names);
                                });
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
        gate.admit(question(caller, Act.REFUSE_REQUEST, asked));
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
        gate.admit(question(caller, Act.WITHDRAW_REQUEST, asked));
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
        var filters = new HashMap<String, Object>();
        if (state != null) {
            filters.put("state", known(state));
        }
        return rows.requests(Sight.of(caller, "requester", mineOnly), filters, false, page);
    }

    /** Pending requests that wait for this caller's decision; who waits longest comes first. */
    public Page<AccessRequest> toDecide(Caller caller, PageRequest page) {
        var agency = caller.agency();
        if (agency == null || !caller.is(Role.IG_LEAD)) {
            return new Page<>(List.of(), null);
        }
        var others = new Sight("r.requester <> :me", Map.of("me", caller.person().value()));
        var filters =
                Map.<String, Object>of("state", AccessRequestRow.PENDING, "owner", agency.value());
        return rows.requests(others, filters, true, page);
    }

    /** One request, unrecorded, for a page that lists it; see {@link #see} for its content. */
    public AccessRequest request(Caller caller, AccessRequestId id) {
        var request = found(id);
        return switch (gate.explain(question(caller, Act.SEE_REQUEST, request.asked()))) {
            case city.datastore.access.policy.Judgement.Allowed _ -> request;
            case city.datastore.access.policy.Judgement.Refused _ -> throw noRequest(id);
        };
    }

    /** One request, for those who may see it; the event is the decision to show it. */
    public Recorded<AccessRequest> see(Caller caller, AccessRequestId id) {
        var request = found(id);
        var pass = gate.admit(question(caller, Act.SEE_REQUEST, request.asked()));
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
        var filters = new HashMap<String, Object>();
        if (dataset != null) {
            filters.put("dataset", dataset.toString());
        }
        if (holder != null) {
            filters.put("holder", holder.value());
        }
        if (agreement != null) {
            filters.put("agreement", agreement.value());
        }
        return rows.grants(Sight.of(caller, "holder", false), filters, page);
    }

    /** One grant that the caller holds or may see. */
    public Grant grant(Caller caller, GrantId id) {
        var grant = rows.grant(id).orElseThrow(() -> noGrant(id));
        var seen =
                rows.grants(
                        Sight.of(caller, "holder", false),
                        Map.of("id", id.value()),
                        PageRequest.first());
        if (seen.items().isEmpty()) {
            throw noGrant(id);
        }
        return grant;
    }

    /** The agreement has to cover the grant as it would have to cover the request today. */
    private List<Reason> notCovered(
            Caller caller,
            AccessRequest.Asked asked,
            @Nullable Permit permit,
            Instant until,
            Instant now) {
        var requester =
                new Caller(
                        asked.requester(),
                        asked.requesterName(),
                        asked.agency(),
                        Set.of(Role.OFFICER),
                        false,
                        caller.request());
        var missing =
                new ArrayList<Reason>(
                        coverage.missing(
                                question(requester, Act.ASK_ACCESS, asked),
                                permit,
                                asked.actions(),
                                until,
                                now));
        if (until.isAfter(asked.until())) {
            missing.add(
                    new Reason(
                            "until-past-request",
                            "The request asks for access until "
                                    + asked.until()
                                    + ", and a grant cannot last longer than what was asked."));
        }
        return missing;
    }

    private static List<Reason> beyond(
            ColumnScope agreed, ColumnScope given, AccessRequest.Asked asked) {
        if (given instanceof ColumnScope.Only(var names) && names.isEmpty()) {
            throw new RequestException.BadField(
                    "columns", "a grant names at least one column, or none to give all");
        }
        return agreed.covers(given)
                ? List.of()
                : List.of(
                        new Reason(
                                "columns-not-in-agreement",
                                asked.agreement()
                                        + " does not allow all of these columns of "
                                        + asked.dataset()
                                        + "."));
    }

    private static Question question(Caller caller, Act act, AccessRequest.Asked asked) {
        return new Question(
                caller,
                act,
                new Target.OfRequest(
                        asked.id(),
                        asked.dataset(),
                        asked.agreement(),
                        asked.requester(),
                        asked.agency()),
                asked.agreement(),
                asked.purpose());
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

    private static String known(String state) {
        return switch (state) {
            case AccessRequestRow.PENDING,
                    AccessRequestRow.GRANTED,
                    AccessRequestRow.REFUSED,
                    AccessRequestRow.WITHDRAWN ->
                    state;
            default ->
                    throw new RequestException.BadField(
                            "state",
                            "there is no state \""
                                    + state.substring(0, Math.min(state.length(), 40))
                                    + "\": it is pending, granted, refused or withdrawn");
        };
    }

    private static boolean askedAlready(Throwable thrown) {
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
