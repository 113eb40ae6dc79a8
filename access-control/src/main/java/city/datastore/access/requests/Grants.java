package city.datastore.access.requests;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.index.Holding;
import city.datastore.access.index.LeasedIndex;
import city.datastore.access.policy.Coverage;
import city.datastore.access.policy.GrantSource;
import city.datastore.access.policy.HeldGrant;
import city.datastore.access.policy.PermitSource;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AccessRequestId;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.PurposeCode;
import city.datastore.audit.paging.Page;
import city.datastore.audit.paging.PageRequest;
import city.datastore.audit.pipeline.Outbox;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The use cases of the grants that come of requests: seeing who holds what, ending it, and joining
 * it as one of the team.
 *
 * <p>Each change is decided by the gate first, as in {@link AccessRequests}.
 */
public final class Grants {
    private final LeasedIndex index;
    private final GrantRows grants;
    private final Changes changes;
    private final Revoking revoking;
    private final Joining joining;

    /**
     * @param index asked first who holds grants, where it may be
     * @param rows joins the transaction of the thread, as Spring's shared one does
     */
    public Grants(
            Gatekeeper gate,
            LeasedIndex index,
            PermitSource permits,
            Coverage coverage,
            EntityManager rows,
            TransactionOperations transactions,
            Outbox outbox,
            Clock clock) {
        this.index = index;
        this.grants = new GrantRows(rows);
        this.changes =
                new Changes(
                        gate, permits, new RequestRows(rows), grants, transactions, outbox, clock);
        this.revoking = new Revoking(changes, grants);
        this.joining = new Joining(changes, grants, coverage);
    }

    /** Grants as they are committed at the instant of asking, for the gate. */
    public static GrantSource source(EntityManager rows) {
        return new GrantRows(rows);
    }

    /** Grants that the caller holds and that have begun, not ended and not been revoked. */
    public Page<Grant> heldNow(Caller caller, PageRequest page) {
        var inForce =
                new Sight(
                        "r.holder = :me and r.revokedAt is null and r.from <= :now"
                                + " and r.until > :now",
                        Map.of("me", caller.person().value(), "now", changes.now()));
        return grants.page(inForce, Map.of(), page);
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
        return grants.page(Sight.ofGrants(caller), filters, page);
    }

    /** One grant that the caller holds or may see. */
    public Grant grant(Caller caller, GrantId id) {
        return grants
                .page(Sight.ofGrants(caller), Map.of("id", id.value()), PageRequest.first())
                .items()
                .stream()
                .findFirst()
                .orElseThrow(() -> Changes.noGrant(id));
    }

    /**
     * The grant that came of a request.
     *
     * @throws RequestException.NotFound where none did, or the caller may not see it
     */
    public Grant grantFor(Caller caller, AccessRequest request) {
        if (request instanceof AccessRequest.Granted granted) {
            return grant(caller, granted.grant());
        }
        throw new RequestException.NotFound("grant for request", request.asked().id().toString());
    }

    /** One grant, for whoever was told of it by a decision about it. */
    public Optional<Grant> grantOf(GrantId id) {
        return grants.find(id);
    }

    /** Grants that came of a request and have neither ended nor been revoked. */
    public List<Grant> standing(AccessRequestId id) {
        return grants.standing(id, changes.now());
    }

    /**
     * Grants under an agreement that have neither ended nor been revoked, for saying what a change
     * of it would do; at most so many. Who holds them is for counting, not for showing.
     */
    public List<HeldGrant> standingUnder(AgreementRef agreement, int limit) {
        return grants.standing(agreement, changes.now(), limit);
    }

    /**
     * Grants under an agreement that were in force at some time of {@code [from, until)}, for
     * saying how many of them were used; at most so many.
     */
    public List<GivenGrant> givenUnder(
            AgreementRef agreement, Instant from, Instant until, int limit) {
        return grants.given(agreement, from, until, limit);
    }

    /**
     * The newest grant of a person on a dataset, in force or not, by their subject or user name:
     * how the gate's questions about others know who they are. For whom the gate lets ask about
     * others.
     */
    public Optional<Holding> newestHolding(DatasetId dataset, PersonId person) {
        var known = index.read(facts -> facts.newest(dataset, person));
        return known != null ? known : grants.newest(dataset, person);
    }

    /**
     * People who hold a grant in force on a dataset, by subject, each once; at most so many after
     * the one named. For whom the gate lets ask about others.
     *
     * @param agreement of the grant, null for any
     * @param purpose of the grant, null for any
     */
    public List<PersonId> holders(
            DatasetId dataset,
            @Nullable AgreementRef agreement,
            @Nullable PurposeCode purpose,
            @Nullable PersonId after,
            int limit) {
        return grants.holders(dataset, agreement, purpose, after, changes.now(), limit);
    }

    /**
     * What a person holds on a dataset, in force or not, as a decision looks at it. For whom the
     * gate lets ask about others.
     */
    public List<HeldGrant> held(PersonId holder, DatasetId dataset) {
        var known = index.read(facts -> facts.grants(holder, dataset));
        return known != null ? known : grants.grants(holder, dataset);
    }

    /** In force, on every node, when it returns. */
    public Recorded<Grant> revoke(Caller caller, GrantId id, String reason) {
        return revoking.revoke(caller, id, reason);
    }

    /**
     * Ends every grant that came of a request, the requester's and those of the team; none of them
     * is in force on any node when it returns.
     *
     * @throws RequestException.WrongState when there is none any more
     */
    public Recorded<List<Grant>> revokeAll(Caller caller, AccessRequestId id, String reason) {
        return revoking.revokeAll(caller, id, reason);
    }

    /**
     * The grant that somebody named in a request would hold: as wide and as long as the one that
     * the owner gave. Not written yet.
     *
     * @throws RequestException.NotCovered when the agreement no longer covers it
     */
    public Grant forMember(Caller member, AccessRequest.Granted granted) {
        return joining.grant(member, granted);
    }

    /**
     * Writes it; a transaction has to be open.
     *
     * @param given the grant that the owner gave, which has to stand still
     */
    public void addForMember(Grant grant, GrantId given) {
        joining.add(grant, given);
    }
}
