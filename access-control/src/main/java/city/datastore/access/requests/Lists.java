package city.datastore.access.requests;

import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.audit.paging.Page;
import city.datastore.audit.paging.PageRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What each caller sees of requests, a page at a time. */
final class Lists {
    private static final int SHOWN = 40;

    private final RequestRows requests;

    Lists(RequestRows requests) {
        this.requests = requests;
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
