package city.datastore.access.requests;

import city.datastore.audit.names.AccessRequestId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a request came to where it is: who has it and since when, every step since it was first
 * asked, and what changed since it was last sent.
 *
 * @param holder who has to do something
 * @param since since when, or when it was settled
 * @param steps oldest first
 * @param changes what is otherwise than in the request that was returned for changes
 * @param followedBy the request that followed this one, where it was returned and sent again
 * @param together the other requests that were sent with it as one
 */
public record Course(
        Holder holder,
        Instant since,
        List<Step> steps,
        List<Change> changes,
        @Nullable AccessRequestId followedBy,
        List<AccessRequest> together) {
    /** Longest chain of requests that were returned and sent again that is shown. */
    private static final int MAX_CHAIN = 20;

    private static final int MAX_TOGETHER = 50;

    public Course {
        steps = List.copyOf(steps);
        changes = List.copyOf(changes);
        together = List.copyOf(together);
    }

    /** Who has to do something. */
    public enum Holder {
        OWNER,
        REQUESTER,
        NOBODY
    }

    /** What happened to a request. */
    public enum What {
        ASKED,
        SENT_AGAIN,
        RETURNED,
        GRANTED,
        REFUSED,
        WITHDRAWN,
        LAPSED
    }

    /**
     * One step.
     *
     * @param by user name; null where it was the platform
     * @param text what was said, empty where nothing was
     */
    public record Step(What what, Instant at, @Nullable String by, String text) {}

    static Course of(AccessRequest request, RequestRows rows) {
        var chain = new ArrayList<AccessRequest>();
        chain.add(request);
        var before = request.asked().ties().follows();
        while (before != null && chain.size() < MAX_CHAIN) {
            var found = rows.find(before);
            found.ifPresent(chain::addFirst);
            before = found.map(one -> one.asked().ties().follows()).orElse(null);
        }
        var steps = new ArrayList<Step>();
        chain.forEach(one -> addSteps(one, steps));
        var asked = request.asked();
        var together = asked.ties().together();
        var followedBy =
                request instanceof AccessRequest.Returned
                        ? rows.following(asked.id()).orElse(null)
                        : null;
        return new Course(
                followedBy == null ? holder(request) : Holder.NOBODY,
                steps.getLast().at(),
                steps,
                chain.size() < 2
                        ? List.of()
                        : Change.between(chain.get(chain.size() - 2).asked(), asked),
                followedBy,
                together == null
                        ? List.of()
                        : rows.together(together, MAX_TOGETHER).stream()
                                .filter(one -> !one.asked().id().equals(asked.id()))
                                .sorted(
                                        Comparator.comparing(
                                                one -> one.asked().dataset().toString()))
                                .toList());
    }

    private static Holder holder(AccessRequest request) {
        return switch (request) {
            case AccessRequest.Pending _ -> Holder.OWNER;
            case AccessRequest.Returned _ -> Holder.REQUESTER;
            case AccessRequest.Granted _,
                    AccessRequest.Refused _,
                    AccessRequest.Withdrawn _,
                    AccessRequest.Lapsed _ ->
                    Holder.NOBODY;
        };
    }

    private static void addSteps(AccessRequest request, List<Step> steps) {
        var asked = request.asked();
        steps.add(
                new Step(
                        asked.ties().follows() == null ? What.ASKED : What.SENT_AGAIN,
                        asked.askedAt(),
                        asked.requesterName(),
                        ""));
        switch (request) {
            case AccessRequest.Pending _ -> {}
            case AccessRequest.Returned it ->
                    steps.add(
                            new Step(
                                    What.RETURNED,
                                    it.returnedAt(),
                                    it.returnedByName(),
                                    it.comment()));
            case AccessRequest.Granted it ->
                    steps.add(
                            new Step(
                                    What.GRANTED,
                                    it.decidedAt(),
                                    it.decidedByName(),
                                    it.comment()));
            case AccessRequest.Refused it ->
                    steps.add(
                            new Step(
                                    What.REFUSED, it.decidedAt(), it.decidedByName(), it.reason()));
            case AccessRequest.Withdrawn it ->
                    steps.add(
                            new Step(What.WITHDRAWN, it.withdrawnAt(), asked.requesterName(), ""));
            case AccessRequest.Lapsed it ->
                    steps.add(new Step(What.LAPSED, it.lapsedAt(), null, it.reason()));
        }
    }
}
