package city.datastore.access.requests;

import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.ColumnName;
import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Coverage;
import city.datastore.access.policy.HeldGrant;
import city.datastore.access.policy.Permit;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.audit.calendar.UkTime;
import city.datastore.audit.event.Reason;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.names.RequestId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Works out what a lead may give for a request: never more than agreement and request allow. */
final class Approval {
    private final Coverage coverage;

    Approval(Coverage coverage) {
        this.coverage = coverage;
    }

    /**
     * The grant that answers the request.
     *
     * @param columns null is all that the agreement allows now
     * @param from when it begins: now, or when the grant that it renews ends
     * @throws RequestException.BadField when it names no column, or one that is not spelt tidily
     *     and that the agreement does not name so itself
     * @throws RequestException.NotCovered when it would reach past the agreement or the request
     */
    Grant grant(
            AccessRequest.Asked asked,
            @Nullable Permit permit,
            Caller lead,
            Instant until,
            @Nullable ColumnScope columns,
            Instant from,
            Instant now) {
        var agreed = permit == null ? null : permit.datasets().get(asked.dataset());
        if (columns instanceof ColumnScope.Only(var names)) {
            refuseUnfit(names, agreed);
        }
        var missing = new ArrayList<Reason>(missing(asked, permit, lead, until, now));
        var given = columns == null ? agreed : columns;
        if (agreed != null && given != null && !agreed.covers(given)) {
            missing.add(
                    new Reason(
                            "columns-not-in-agreement",
                            asked.agreement()
                                    + " does not allow all of these columns of "
                                    + asked.dataset()
                                    + "."));
        }
        if (given == null || !missing.isEmpty()) {
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
                        from,
                        until,
                        false);
        return new Grant(
                held,
                asked.requesterName(),
                asked.id(),
                lead.person(),
                lead.username(),
                now,
                null,
                asked.ties().renews());
    }

    /**
     * A treatment is found by the name of its column, so no name may look like another; but what an
     * agreement from before that was so names, can be given by that name too.
     */
    private static void refuseUnfit(Set<String> names, @Nullable ColumnScope agreed) {
        if (names.isEmpty()) {
            throw new RequestException.BadField(
                    "columns", "a grant names at least one column, or none to give all");
        }
        for (String name : names) {
            if (agreed instanceof ColumnScope.Only(var theirs) && theirs.contains(name)) {
                continue;
            }
            ColumnName.fault(name)
                    .ifPresent(fault -> {
                        throw new RequestException.BadField(
                                "columns", "the column name \"" + name + "\" " + fault);
                    });
        }
    }

    /** The agreement has to cover the grant as it would have to cover the request today. */
    private List<Reason> missing(
            AccessRequest.Asked asked,
            @Nullable Permit permit,
            Caller lead,
            Instant until,
            Instant now) {
        var requester = requester(asked, lead.request());
        var asking = question(requester, Act.ASK_ACCESS, asked);
        var missing =
                new ArrayList<Reason>(
                        coverage.missing(asking, permit, asked.actions(), until, now));
        if (until.isAfter(asked.until())) {
            missing.add(
                    new Reason(
                            "until-past-request",
                            "The request asks for access until "
                                    + UkTime.end(asked.until())
                                    + ", and a grant cannot last longer than what was asked."));
        }
        return missing;
    }

    /** Whoever asked, as the officer that they then were. */
    static Caller requester(AccessRequest.Asked asked, RequestId request) {
        return new Caller(
                asked.requester(),
                asked.requesterName(),
                asked.agency(),
                Set.of(Role.OFFICER),
                false,
                request);
    }

    /** May this caller do this to that request? */
    static Question question(Caller caller, Act act, AccessRequest.Asked asked) {
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
}
