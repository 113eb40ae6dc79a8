package city.datastore.platform.portal;

import city.datastore.access.identity.Caller;
import city.datastore.access.requests.AccessRequest;
import city.datastore.access.requests.Grant;
import city.datastore.access.requests.Grants;
import city.datastore.access.requests.RequestException;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.Agreements;
import city.datastore.audit.names.AgreementRef;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says of requests and grants how they stand now, as far as a reader may know. */
@Component
class Standings {
    private final Grants grants;
    private final Agreements agreements;
    private final Clock clock;

    Standings(Grants grants, Agreements agreements, Clock clock) {
        this.grants = grants;
        this.agreements = agreements;
        this.clock = clock;
    }

    /** A request in a list. */
    record RequestLine(AccessRequest request, Standing standing) {}

    /** A grant in a list. */
    record GrantLine(Grant grant, Standing standing) {}

    List<RequestLine> ofRequests(Caller caller, List<AccessRequest> found) {
        var known = new HashMap<AgreementRef, Optional<Agreement>>();
        return found.stream()
                .map(request -> {
                    var grant = grant(caller, request);
                    var standing = grant.map(one -> of(caller, one, known)).orElse(null);
                    return new RequestLine(request, Standing.of(request, standing));
                })
                .toList();
    }

    List<GrantLine> ofGrants(Caller caller, List<Grant> found) {
        var known = new HashMap<AgreementRef, Optional<Agreement>>();
        return found.stream().map(grant -> new GrantLine(grant, of(caller, grant, known))).toList();
    }

    @Nullable Standing of(Caller caller, @Nullable Grant grant) {
        return grant == null ? null : of(caller, grant, new HashMap<>());
    }

    /** The grant that came of a request. */
    Optional<Grant> grant(Caller caller, AccessRequest request) {
        if (!(request instanceof AccessRequest.Granted granted)) {
            return Optional.empty();
        }
        try {
            return Optional.of(grants.grant(caller, granted.grant()));
        } catch (RequestException.NotFound _) {
            return Optional.empty();
        }
    }

    /**
     * @param known agreements looked up for the same page
     */
    private Standing of(Caller caller, Grant grant, Map<AgreementRef, Optional<Agreement>> known) {
        var agreement =
                known.computeIfAbsent(
                                grant.held().agreement(), ref -> agreements.glance(caller, ref))
                        .filter(_ -> !movedOn(caller, grant));
        return caller.hasPersonsRole()
                ? Standing.of(grant, agreement.orElse(null), clock.instant())
                : Standing.of(grant, clock.instant());
    }

    /** Whether it is theirs, and for an agency that they act for no longer. */
    private static boolean movedOn(Caller caller, Grant grant) {
        var held = grant.held();
        return held.holder().equals(caller.person()) && !caller.of(held.agency());
    }
}
