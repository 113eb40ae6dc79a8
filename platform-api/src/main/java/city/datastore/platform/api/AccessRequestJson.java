package city.datastore.platform.api;

import city.datastore.access.requests.AccessRequest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request for access and what became of it.
 *
 * @param grant id of the grant, once there is one
 * @param decision who granted or refused it, null while nobody has
 */
record AccessRequestJson(
        String id,
        String state,
        String dataset,
        String agreement,
        String purpose,
        List<String> actions,
        Instant until,
        String justification,
        PersonJson requester,
        String agency,
        Instant askedAt,
        @Nullable String grant,
        @Nullable Decision decision,
        @Nullable Instant withdrawnAt) {

    /** What the owner of the data said. */
    record Decision(PersonJson by, Instant at, String text) {}

    static AccessRequestJson of(AccessRequest request) {
        return switch (request) {
            case AccessRequest.Pending _ -> of(request, null, null, null);
            case AccessRequest.Granted granted ->
                    of(
                            request,
                            granted.grant().toString(),
                            new Decision(
                                    new PersonJson(
                                            granted.decidedBy().value(), granted.decidedByName()),
                                    granted.decidedAt(),
                                    granted.comment()),
                            null);
            case AccessRequest.Refused refused ->
                    of(
                            request,
                            null,
                            new Decision(
                                    new PersonJson(
                                            refused.decidedBy().value(), refused.decidedByName()),
                                    refused.decidedAt(),
                                    refused.reason()),
                            null);
            case AccessRequest.Withdrawn withdrawn ->
                    of(request, null, null, withdrawn.withdrawnAt());
        };
    }

    private static AccessRequestJson of(
            AccessRequest request,
            @Nullable String grant,
            @Nullable Decision decision,
            @Nullable Instant withdrawnAt) {
        var asked = request.asked();
        return new AccessRequestJson(
                asked.id().toString(),
                request.state(),
                asked.dataset().toString(),
                asked.agreement().value(),
                asked.purpose().value(),
                asked.actions().stream().map(each -> each.value()).sorted().toList(),
                asked.until(),
                asked.justification(),
                new PersonJson(asked.requester().value(), asked.requesterName()),
                asked.agency().value(),
                asked.askedAt(),
                grant,
                decision,
                withdrawnAt);
    }
}
