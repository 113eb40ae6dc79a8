package city.datastore.platform.api;

import city.datastore.access.requests.AccessRequest;
import city.datastore.access.requests.Course;
import city.datastore.access.requests.PreCheck;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request for access and what became of it.
 *
 * @param grant id of the grant, once there is one
 * @param decision who granted, refused or returned it, or that nobody did in time; null before
 * @param untilUnsaid whether the requester left open until when, so that the platform said
 * @param follows the request that was returned for changes, of which this one is the next
 * @param renews the grant that it asks to continue
 * @param together one id for all requests that were sent as one
 * @param preCheck what the gate would say if it were granted; null where it is decided, and in
 *     lists
 * @param course who has it and since when, and how it came there; null in lists
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
        @Nullable Instant withdrawnAt,
        boolean untilUnsaid,
        @Nullable String follows,
        @Nullable String renews,
        @Nullable String together,
        @Nullable PreCheckJson preCheck,
        @Nullable CourseJson course) {

    private static final PersonJson PLATFORM = new PersonJson("city-datastore", "city-datastore");

    /** What the owner of the data said. */
    record Decision(PersonJson by, Instant at, String text) {}

    /**
     * The same with how it came here.
     *
     * @param check the machine's check, null where it is decided
     */
    AccessRequestJson with(Course course, @Nullable PreCheck check, Instant now) {
        return new AccessRequestJson(
                id,
                state,
                dataset,
                agreement,
                purpose,
                actions,
                until,
                justification,
                requester,
                agency,
                askedAt,
                grant,
                decision,
                withdrawnAt,
                untilUnsaid,
                follows,
                renews,
                together,
                check == null ? null : PreCheckJson.of(check),
                CourseJson.of(course, now));
    }

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
            case AccessRequest.Returned returned ->
                    of(
                            request,
                            null,
                            new Decision(
                                    new PersonJson(
                                            returned.returnedBy().value(),
                                            returned.returnedByName()),
                                    returned.returnedAt(),
                                    returned.comment()),
                            null);
            case AccessRequest.Lapsed lapsed ->
                    of(
                            request,
                            null,
                            new Decision(PLATFORM, lapsed.lapsedAt(), lapsed.reason()),
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
                withdrawnAt,
                asked.untilUnsaid(),
                text(asked.ties().follows()),
                text(asked.ties().renews()),
                text(asked.ties().together()),
                null,
                null);
    }

    private static @Nullable String text(@Nullable Object id) {
        return id == null ? null : id.toString();
    }
}
