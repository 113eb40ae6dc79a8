package city.datastore.access.requests;

import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.paging.Page;
import city.datastore.audit.paging.PageRequest;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What each caller sees of requests and grants, a page at a time. */
final class Lists {
    private static final int SHOWN = 40;

    private final RequestRows requests;
    private final GrantRows grants;

    Lists(RequestRows requests, GrantRows grants) {
        this.requests = requests;
        this.grants = grants;
    }

    Page<AccessRequest> requests(
            Caller caller, @Nullable String state, boolean mineOnly, PageRequest page) {
        var filters = new HashMap<String, Object>();
        if (state != null) {
            filters.put("state", known(state));
        }
        return requests.page(Sight.ofRequests(caller, mineOnly), filters, false, page);
    }

    Page<AccessRequest> toDecide(Caller caller, PageRequest page) {
        var agency = caller.agency();
        if (agency == null || !caller.is(Role.IG_LEAD)) {
            return new Page<>(List.of(), null);
        }
        var madeByOthers = new Sight("r.requester <> :me", Map.of("me", caller.person().value()));
        var filters =
                Map.<String, Object>of("state", AccessRequestRow.PENDING, "owner", agency.value());
        return requests.page(madeByOthers, filters, true, page);
    }

    Page<Grant> grants(
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

    Page<Grant> heldNow(Caller caller, Instant now, PageRequest page) {
        var inForce =
                new Sight(
                        "r.holder = :me and r.revokedAt is null and r.from <= :now"
                                + " and r.until > :now",
                        Map.of("me", caller.person().value(), "now", now));
        return grants.page(inForce, Map.of(), page);
    }

    Optional<Grant> grant(Caller caller, GrantId id) {
        return grants
                .page(Sight.ofGrants(caller), Map.of("id", id.value()), PageRequest.first())
                .items()
                .stream()
                .findFirst();
    }

    private static String known(String state) {
        return switch (state) {
            case AccessRequestRow.PENDING,
                    AccessRequestRow.GRANTED,
                    AccessRequestRow.REFUSED,
                    AccessRequestRow.RETURNED,
                    AccessRequestRow.WITHDRAWN,
                    AccessRequestRow.LAPSED ->
                    state;
            default ->
                    throw new RequestException.BadField(
                            "state",
                            "there is no state \""
                                    + state.substring(0, Math.min(state.length(), SHOWN))
                                    + "\": it is pending, granted, refused,"
                                    + " returned, withdrawn or lapsed");
        };
    }
}
