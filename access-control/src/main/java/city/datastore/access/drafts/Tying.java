package city.datastore.access.drafts;

import city.datastore.access.identity.Caller;
import city.datastore.access.policy.HeldGrant;
import city.datastore.access.requests.AccessRequest;
import city.datastore.access.requests.AccessRequests;
import city.datastore.access.requests.Grant;
import city.datastore.access.requests.Grants;
import city.datastore.audit.names.AccessRequestId;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.paging.PageRequest;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Gives each dataset of a draft its own earlier request or grant: a draft is tied to those of one
 * dataset, and may name others besides.
 */
final class Tying {
    private final AccessRequests requests;
    private final Grants grants;

    Tying(AccessRequests requests, Grants grants) {
        this.requests = requests;
        this.grants = grants;
    }

    /**
     * What the request for that dataset follows and renews, when the draft is sent at that time.
     */
    AccessRequest.Ties of(Caller caller, Draft draft, DatasetId dataset, Instant now) {
        var ties = draft.ties();
        if (ties.follows() != null) {
            return following(caller, ties.follows(), ties.renews(), dataset);
        }
        return ties.renews() == null
                ? AccessRequest.Ties.NONE
                : new AccessRequest.Ties(
                        null, renewing(caller, draft, ties.renews(), dataset, now), null);
    }

    /** The request for that dataset that was sent with the one that the draft follows. */
    private AccessRequest.Ties following(
            Caller caller, AccessRequestId id, @Nullable GrantId renews, DatasetId dataset) {
        var earlier = requests.request(caller, id);
        if (earlier.asked().dataset().equals(dataset)) {
            return new AccessRequest.Ties(id, renews, null);
        }
        return requests.course(earlier).together().stream()
                .filter(AccessRequest.Returned.class::isInstance)
                .filter(each -> each.asked().dataset().equals(dataset))
                .filter(each -> requests.course(each).followedBy() == null)
                .findFirst()
                .map(AccessRequest::asked)
                .map(asked -> new AccessRequest.Ties(asked.id(), asked.ties().renews(), null))
                .orElse(AccessRequest.Ties.NONE);
    }

    /**
     * The last grant that the caller holds on that dataset for the same, neither revoked nor ended;
     * it may be a renewal that has not begun.
     */
    private @Nullable GrantId renewing(
            Caller caller, Draft draft, GrantId renews, DatasetId dataset, Instant now) {
        if (grants.grant(caller, renews).held().dataset().equals(dataset)) {
            return renews;
        }
        var content = draft.content();
        return grants
                .grants(caller, dataset, caller.person(), content.agreement(), PageRequest.first())
                .items()
                .stream()
                .filter(grant -> grant.standsAt(now))
                .map(Grant::held)
                .filter(held -> held.purpose().equals(content.purpose()))
                .max(Comparator.comparing(HeldGrant::until))
                .map(HeldGrant::id)
                .orElse(null);
    }
}
