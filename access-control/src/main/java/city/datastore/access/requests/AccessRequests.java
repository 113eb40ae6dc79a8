package city.datastore.access.requests;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Coverage;
import city.datastore.access.policy.HeldGrant;
import city.datastore.access.policy.Judgement;
import city.datastore.access.policy.PermitSource;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AccessRequestId;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PurposeCode;
import city.datastore.audit.paging.Page;
import city.datastore.audit.paging.PageRequest;
import city.datastore.audit.pipeline.Outbox;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The use cases of asking for access: ask, grant, refuse, return, withdraw, and seeing what is
 * asked. What comes of it is in {@link Grants}.
 *
 * <p>Each change is decided by the gate first, with no transaction open, and then made in one
 * transaction together with its event.
 */
public final class AccessRequests {
    private final Gatekeeper gate;
    private final RequestRows requests;
    private final Changes changes;
    private final Lists lists;
    private final Renewals renewals;
    private final Asking asking;
    private final Deciding deciding;

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
        this.requests = new RequestRows(rows);
        var grants = new GrantRows(rows);
        this.changes = new Changes(gate, permits, requests, grants, transactions, outbox, clock);
        this.lists = new Lists(requests);
        this.renewals = new Renewals(changes, requests);
        this.asking = new Asking(changes, requests, coverage, renewals);
        this.deciding = new Deciding(changes, grants, gate, coverage);
    }

    /**
     * What an officer fills in.
     *
     * @param until when access is to end; null: in twelve months, or with the agreement if that is
     *     earlier
     */
    public record Ask(
            DatasetId dataset,
            AgreementRef agreement,
            PurposeCode purpose,
            Set<PermittedAction> actions,
            @Nullable Instant until,
            String justification,
            AccessRequest.Ties ties) {

        public Ask {
            actions = Set.copyOf(actions);
        }

        /** Tied to nothing. */
        public Ask(
                DatasetId dataset,
                AgreementRef agreement,
                PurposeCode purpose,
                Set<PermittedAction> actions,
                @Nullable Instant until,
                String justification) {
            this(
                    dataset,
                    agreement,
                    purpose,
                    actions,
                    until,
                    justification,
                    AccessRequest.Ties.NONE);
        }

        Ask tied(AccessRequest.Ties to) {
            return new Ask(dataset, agreement, purpose, actions, until, justification, to);
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
        var asked = asking.ask(caller, List.of(ask), () -> {});
        return new Recorded<>(asked.value().getFirst(), asked.event());
    }

    /**
     * Asks for several datasets as one: a request to each owner for each dataset, all of them or
     * none. Throws like {@link #ask}.
     *
     * @param along done in the same transaction
     * @return the requests and the event of the first
     */
    public Recorded<List<AccessRequest.Pending>> askAll(
            Caller caller, List<Ask> asks, Runnable along) {
        return asking.ask(caller, asks, along);
    }

    /**
     * Sends a request back to the requester for changes.
     *
     * @param comment what has to change
     */
    public Recorded<AccessRequest.Returned> giveBack(
            Caller caller, AccessRequestId id, String comment) {
        return deciding.giveBack(caller, id, comment);
    }

    /**
     * By what a grant of the caller's is continued, or by what they ask for that: granted, pending,
     * or returned for changes that they have not sent. There is one at a time.
     */
    public Optional<AccessRequest> renewing(Caller caller, GrantId grant) {
        return renewals.of(caller.person(), grant);
    }

    /**
     * Refuses whoever wants to ask for another one meanwhile.
     *
     * @throws RequestException.WrongState where there is such a request
     */
    public void requireNotRenewing(Caller caller, HeldGrant held) {
        renewals.requireNone(caller.person(), held);
    }

    /** How a request came here, who has it and since when. For whom the gate lets see it. */
    public Course course(AccessRequest request) {
        return Course.of(request, requests);
    }

    /**
     * Says yes to a request as it is now, whoever is named in it; see the other.
     *
     * @throws RequestException.NotCovered when it would reach past the agreement or the request
     */
    public Recorded<Grant> grant(
            Caller caller,
            AccessRequestId id,
            @Nullable Instant until,
            @Nullable ColumnScope columns,
            String comment) {
        return deciding.grant(caller, id, null, until, columns, comment);
    }

    /**
     * Says yes; the lead may shorten what was asked, never lengthen it.
     *
     * @param seen the revision of the request that the lead looked at
     * @param until null is as long as was asked, and not longer than the agreement
     * @param columns null grants all that the agreement allows now
     * @param comment why; where it is empty, that no reason was given is the reason recorded
     * @throws RequestException.NotCovered when it would reach past the agreement or the request
     * @throws RequestException.ChangedMeanwhile when the requester has changed it since
     */
    public Recorded<Grant> grant(
            Caller caller,
            AccessRequestId id,
            long seen,
            @Nullable Instant until,
            @Nullable ColumnScope columns,
            String comment) {
        return deciding.grant(caller, id, seen, until, columns, comment);
    }

    public Recorded<AccessRequest.Refused> refuse(
            Caller caller, AccessRequestId id, String reason) {
        return deciding.refuse(caller, id, reason);
    }

    public Recorded<AccessRequest.Withdrawn> withdraw(Caller caller, AccessRequestId id) {
        return asking.withdraw(caller, id);
    }

    /**
     * What the gate would say to the requester if the request were granted as it was asked; nothing
     * is recorded, and nothing decided. For whom the gate lets see the request.
     */
    public PreCheck preCheck(Caller caller, AccessRequest.Asked asked) {
        return deciding.preCheck(caller, asked);
    }

    /**
     * Requests the caller made, or may see as their agency's lead or auditor; newest first.
     *
     * @param state one that a request can have, null for any
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
        var request = changes.found(id);
        return switch (gate.explain(Approval.question(caller, Act.SEE_REQUEST, request.asked()))) {
            case Judgement.Allowed _ -> request;
            case Judgement.Refused _ -> throw Changes.noRequest(id);
        };
    }

    /** One request, for those who may see it; the event is the decision to show it. */
    public Recorded<AccessRequest> see(Caller caller, AccessRequestId id) {
        var request = changes.found(id);
        var pass = gate.admit(Approval.question(caller, Act.SEE_REQUEST, request.asked()));
        return new Recorded<>(request, pass.event());
    }

    /** A request that was granted, unrecorded, for whoever was named in it. */
    public AccessRequest.Granted granted(AccessRequestId id) {
        if (changes.found(id) instanceof AccessRequest.Granted granted) {
            return granted;
        }
        throw Changes.noRequest(id);
    }

    /**
     * Changes what belongs to a request that nobody decides meanwhile, and counts it in its
     * revision; a transaction has to be open.
     *
     * @throws RequestException.WrongState where it is decided already
     */
    public void whilePending(AccessRequestId id, Runnable change) {
        var row = changes.locked(id);
        if (!row.pending()) {
            throw new RequestException.WrongState(
                    "this request is no longer pending, so it cannot be changed");
        }
        requests.changed(row);
        change.run();
    }
}
