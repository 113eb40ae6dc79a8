package city.datastore.access.requests;

import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Coverage;
import city.datastore.access.policy.Permit;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.audit.calendar.UkTime;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Reason;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AccessRequestId;
import city.datastore.audit.names.GrantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** What the requester does: asks the owners of the data, and takes it back. */
final class Asking {
    private static final Set<String> ONCE =
            Set.of("access_request_is_pending_once", "access_request_is_followed_once");

    private final Changes changes;
    private final RequestRows requests;
    private final Coverage coverage;
    private final Renewals renewals;

    Asking(Changes changes, RequestRows requests, Coverage coverage, Renewals renewals) {
        this.changes = changes;
        this.requests = requests;
        this.coverage = coverage;
        this.renewals = renewals;
    }

    /** A request that may be written, and its event. */
    private record Ready(AccessRequest.Asked asked, AuditEvent event) {}

    /**
     * @param along done in the same transaction
     */
    Recorded<List<AccessRequest.Pending>> ask(
            Caller caller, List<AccessRequests.Ask> asks, Runnable along) {
        var now = changes.now();
        var together = asks.size() > 1 ? AccessRequestId.at(now).value() : null;
        var missing = new ArrayList<Reason>();
        var ready = new ArrayList<Ready>();
        for (var ask : asks) {
            var tied = ask.tied(ask.ties().within(together));
            ready.add(ready(caller, tied, missing, now));
        }
        if (!missing.isEmpty()) {
            throw new RequestException.NotCovered(missing);
        }
        try {
            return changes.inOne(() -> {
                renewals.hold(renewed(ready));
                var written = ready.stream().map(this::write).toList();
                along.run();
                return new Recorded<>(written, ready.getFirst().event().id());
            });
        } catch (RuntimeException e) {
            throw lostRace(e) ? askedAlready(ready.getFirst().asked()) : e;
        }
    }

    private Ready ready(Caller caller, AccessRequests.Ask ask, List<Reason> missing, Instant now) {
        var actions = Fields.actions(ask.actions());
        var wanted = ask.until() == null ? null : Fields.until(ask.until(), now);
        var justification =
                Fields.required("justification", ask.justification(), "say why you need the data");
        var target =
                new Target.OfRequest(
                        null, ask.dataset(), ask.agreement(), caller.person(), caller.agency());
        var asking = new Question(caller, Act.ASK_ACCESS, target, ask.agreement(), ask.purpose());
        var agency = changes.admit(asking).question().caller().agency();
        var permit = changes.permit(ask.agreement());
        var until = wanted == null ? unsaid(permit, now) : wanted;
        checkTies(caller, ask, until, permit);
        missing.addAll(coverage.missing(asking, permit, actions, until, now));
        if (permit == null || agency == null) {
            throw new RequestException.NotCovered(missing);
        }
        var asked =
                new AccessRequest.Asked(
                        AccessRequestId.at(now),
                        caller.person(),
                        caller.username(),
                        agency,
                        ask.dataset(),
                        ask.agreement(),
                        ask.purpose(),
                        actions,
                        until,
                        justification,
                        now,
                        wanted == null,
                        ask.ties());
        return new Ready(
                asked, Changes.event(caller, Act.ASK_ACCESS, Changes.about(asked, permit), now));
    }

    private void checkTies(
            Caller caller, AccessRequests.Ask ask, Instant until, @Nullable Permit permit) {
        var follows = ask.ties().follows();
        if (follows != null) {
            var before = changes.found(follows);
            if (!before.asked().requester().equals(caller.person())
                    || !before.asked().dataset().equals(ask.dataset())) {
                throw Changes.noRequest(follows);
            }
            if (!(before instanceof AccessRequest.Returned)
                    || requests.following(follows).isPresent()) {
                throw new RequestException.WrongState(
                        "your request for "
                                + ask.dataset()
                                + " does not wait for your changes any more");
            }
        }
        var renews = ask.ties().renews();
        if (renews != null) {
            var old = changes.found(renews).held();
            if (!old.holder().equals(caller.person()) || !old.dataset().equals(ask.dataset())) {
                throw Changes.noGrant(renews);
            }
            if (old.revoked()) {
                throw new RequestException.WrongState(
                        "your grant on "
                                + ask.dataset()
                                + " has been revoked, so it cannot be renewed: ask anew");
            }
            if (permit != null && !permit.until().isAfter(old.until())) {
                throw new RequestException.BadField(
                        "agreement",
                        ask.agreement()
                                + " ends by "
                                + UkTime.end(permit.until())
                                + ", and so does the access that you have: ask your information"
                                + " governance lead whether the agreement goes on, or which one"
                                + " comes after it");
            }
            if (!until.isAfter(old.until())) {
                throw Fields.endsBeforeRenewed(old.until());
            }
        }
    }

    private static List<GrantId> renewed(List<Ready> ready) {
        return ready.stream()
                .map(each -> each.asked().ties().renews())
                .filter(Objects::nonNull)
                .toList();
    }

    private AccessRequest.Pending write(Ready ready) {
        renewals.requireOnly(ready.asked());
        if (requests.pending(ready.asked())) {
            throw askedAlready(ready.asked());
        }
        var written = requests.add(ready.asked());
        changes.record(ready.event());
        return new AccessRequest.Pending(ready.asked(), written.revision());
    }

    Recorded<AccessRequest.Withdrawn> withdraw(Caller caller, AccessRequestId id) {
        var now = changes.now();
        var asked = changes.found(id).asked();
        changes.admit(Approval.question(caller, Act.WITHDRAW_REQUEST, asked));
        var event = Changes.event(caller, Act.WITHDRAW_REQUEST, Changes.about(asked, null), now);
        return changes.inOne(() -> {
            changes.locked(id).withdraw(caller, now);
            changes.record(event);
            return new Recorded<>(new AccessRequest.Withdrawn(asked, now), event.id());
        });
    }

    /** When access ends where nobody said: as late as the rules and the agreement let it. */
    private static Instant unsaid(@Nullable Permit permit, Instant now) {
        var latest = Fields.unsaid(now);
        return permit != null && permit.until().isBefore(latest) ? permit.until() : latest;
    }

    private static RequestException.WrongState askedAlready(AccessRequest.Asked asked) {
        return new RequestException.WrongState(
                "you have already asked for "
                        + asked.dataset()
                        + " under "
                        + asked.agreement()
                        + " for "
                        + asked.purpose()
                        + ", and that request is still pending: wait for its answer or withdraw"
                        + " it");
    }

    /** Somebody asked the same between our looking and our writing. */
    private static boolean lostRace(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConstraintViolationException violated
                    && violated.getConstraintName() != null
                    && ONCE.contains(violated.getConstraintName())) {
                return true;
            }
        }
        return false;
    }
}
