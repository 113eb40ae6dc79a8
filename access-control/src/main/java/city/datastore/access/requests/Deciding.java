package city.datastore.access.requests;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Coverage;
import city.datastore.access.policy.HeldGrant;
import city.datastore.access.policy.Judgement;
import city.datastore.access.policy.Permit;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Supposition;
import city.datastore.access.policy.Target;
import city.datastore.audit.event.Reason;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AccessRequestId;
import city.datastore.audit.names.GrantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the owner's lead does: looks at the machine's check, says yes or no, and ends a grant. */
final class Deciding {
    private final Changes changes;
    private final GrantRows grants;
    private final Gatekeeper gate;
    private final Coverage coverage;
    private final Approval approval;

    Deciding(Changes changes, GrantRows grants, Gatekeeper gate, Coverage coverage) {
        this.changes = changes;
        this.grants = grants;
        this.gate = gate;
        this.coverage = coverage;
        this.approval = new Approval(coverage);
    }

    /**
     * @param seen the revision that the lead looked at; null, whichever it is
     */
    Recorded<Grant> grant(
            Caller caller,
            AccessRequestId id,
            @Nullable Long seen,
            @Nullable Instant until,
            @Nullable ColumnScope columns,
            String comment) {
        var now = changes.now();
        var asked = changes.found(id).asked();
        changes.admit(Approval.question(caller, Act.GRANT_REQUEST, asked));
        var said = Fields.optional("comment", comment);
        var permit = changes.permit(asked.agreement());
        var end = Fields.until(until == null ? unsaid(asked, permit) : until, now);
        var from = from(asked, now);
        if (!end.isAfter(from)) {
            throw Fields.endsBeforeRenewed(from);
        }
        var grant = approval.grant(asked, permit, caller, end, columns, from, now);
        var text = said.isEmpty() ? unsaid(asked) : said;
        var held = grant.held();
        var about =
                Changes.about(asked, permit)
                        .withGrant(held.id())
                        .withColumns(Changes.named(held.columns()));
        var event = Changes.event(caller, Act.GRANT_REQUEST, about, now);
        return changes.inOne(() -> {
            var row = changes.locked(id);
            if (row.pending() && seen != null && seen != row.revision()) {
                throw changed(id);
            }
            row.grant(held.id(), caller, now, text);
            grants.add(grant);
            changes.record(event);
            return new Recorded<>(grant, event.id());
        });
    }

    private static RequestException.ChangedMeanwhile changed(AccessRequestId id) {
        return new RequestException.ChangedMeanwhile(
                "the team of request "
                        + id
                        + " has been changed since you looked at it: look at it again before you"
                        + " grant it");
    }

    Recorded<AccessRequest.Refused> refuse(Caller caller, AccessRequestId id, String reason) {
        var now = changes.now();
        var asked = changes.found(id).asked();
        changes.admit(Approval.question(caller, Act.REFUSE_REQUEST, asked));
        var text = Fields.required("reason", reason, "say why you refuse the request");
        var event = Changes.event(caller, Act.REFUSE_REQUEST, Changes.about(asked, null), now);
        return changes.inOne(() -> {
            changes.locked(id).refuse(caller, now, text);
            changes.record(event);
            return new Recorded<>(
                    new AccessRequest.Refused(asked, caller.person(), caller.username(), now, text),
                    event.id());
        });
    }

    /** Sends it back to the requester, who can change it and send it again. */
    Recorded<AccessRequest.Returned> giveBack(Caller caller, AccessRequestId id, String comment) {
        var now = changes.now();
        var asked = changes.found(id).asked();
        changes.admit(Approval.question(caller, Act.RETURN_REQUEST, asked));
        var text = Fields.required("comment", comment, "say what has to change");
        var event = Changes.event(caller, Act.RETURN_REQUEST, Changes.about(asked, null), now);
        return changes.inOne(() -> {
            changes.locked(id).giveBack(caller, now, text);
            changes.record(event);
            return new Recorded<>(
                    new AccessRequest.Returned(
                            asked, caller.person(), caller.username(), now, text),
                    event.id());
        });
    }

    /** In force, on every node, when it returns. */
    Recorded<Grant> revoke(Caller caller, GrantId id, String reason) {
        var now = changes.now();
        admitToRevoke(caller, changes.found(id));
        var text = Fields.required("reason", reason, "say why you revoke the grant");
        return changes.inOne(() -> revoke(caller, changes.locked(id), now, text));
    }

    /** The requester's and the team's, in force on no node when it returns. */
    Recorded<List<Grant>> revokeAll(Caller caller, AccessRequestId id, String reason) {
        var now = changes.now();
        changes.found(id);
        var standing = grants.standing(id, now);
        if (standing.isEmpty()) {
            throw new RequestException.WrongState(
                    "nobody holds a grant that came of request " + id + " any more");
        }
        standing.forEach(grant -> admitToRevoke(caller, grant));
        var text = Fields.required("reason", reason, "say why you revoke the grants");
        var known = standing.stream().map(grant -> grant.held().id()).toList();
        return changes.inOne(() -> {
            var ended = new ArrayList<Recorded<Grant>>();
            for (var row : grants.lockedStanding(id, now)) {
                if (!known.contains(row.toRecord().held().id())) {
                    throw new RequestException.WrongState(
                            "somebody of the team has accepted the terms just now: try again");
                }
                ended.add(revoke(caller, row, now, text));
            }
            if (ended.isEmpty()) {
                throw new RequestException.WrongState(
                        "somebody else has just ended every grant that came of request " + id);
            }
            return new Recorded<>(
                    ended.stream().map(Recorded::value).toList(), ended.getFirst().event());
        });
    }

    List<Grant> standing(AccessRequestId id) {
        return grants.standing(id, changes.now());
    }

    private void admitToRevoke(Caller caller, Grant grant) {
        var held = grant.held();
        var target = new Target.OfGrant(held.id(), held.dataset(), held.agreement(), held.holder());
        changes.admit(
                new Question(caller, Act.REVOKE_GRANT, target, held.agreement(), held.purpose()));
    }

    private Recorded<Grant> revoke(Caller caller, GrantRow row, Instant now, String reason) {
        row.revoke(caller, now, reason);
        var revoked = row.toRecord();
        var event = Changes.event(caller, Act.REVOKE_GRANT, Changes.about(revoked), now);
        changes.record(event);
        revokeRenewals(caller, revoked.held().id(), now, reason);
        return new Recorded<>(revoked, event.id());
    }

    /** What continues a grant must not bring back what was just ended. */
    private void revokeRenewals(Caller caller, GrantId id, Instant now, String reason) {
        for (var next : grants.renewals(id, now)) {
            next.revoke(caller, now, reason);
            var ended = next.toRecord();
            changes.record(Changes.event(caller, Act.REVOKE_GRANT, Changes.about(ended), now));
            revokeRenewals(caller, ended.held().id(), now, reason);
        }
    }

    /** A renewal begins when the grant that it continues ends. */
    private Instant from(AccessRequest.Asked asked, Instant now) {
        var renews = asked.ties().renews();
        if (renews == null) {
            return now;
        }
        var old = changes.found(renews).held();
        return old.inForceAt(now) ? old.until() : now;
    }

    Grant forMember(Caller member, AccessRequest.Granted granted) {
        var now = changes.now();
        var given = changes.found(granted.grant());
        var held = given.held();
        var agency = member.agency();
        var asked = granted.asked();
        var asking =
                new Question(
                        member,
                        Act.ASK_ACCESS,
                        new Target.OfRequest(
                                asked.id(),
                                asked.dataset(),
                                asked.agreement(),
                                member.person(),
                                agency),
                        asked.agreement(),
                        asked.purpose());
        var permit = changes.permit(asked.agreement());
        var missing = coverage.missing(asking, permit, held.actions(), held.until(), now);
        if (agency == null || !missing.isEmpty()) {
            throw new RequestException.NotCovered(missing);
        }
        if (member.person().equals(given.grantedBy())) {
            throw new RequestException.OwnRequest("nobody holds a grant that they gave themselves");
        }
        return new Grant(
                new HeldGrant(
                        GrantId.at(now),
                        member.person(),
                        agency,
                        held.dataset(),
                        held.agreement(),
                        held.purpose(),
                        held.actions(),
                        held.columns(),
                        held.from().isAfter(now) ? held.from() : now,
                        held.until(),
                        false),
                member.username(),
                asked.id(),
                given.grantedBy(),
                given.grantedByName(),
                now,
                null,
                null);
    }

    void addForMember(Grant grant, GrantId given) {
        if (!changes.locked(given).standing(changes.now())) {
            throw new RequestException.WrongState(
                    "the grant that the owner gave has ended, so nobody can join it");
        }
        grants.add(grant);
    }

    /** What the gate would say to the requester if the request were granted as it was asked. */
    PreCheck preCheck(Caller asking, AccessRequest.Asked asked) {
        var requester = Approval.requester(asked, asking.request());
        var reading =
                new Question(
                        requester,
                        Act.READ_CONTENT,
                        new Target.OfDataset(asked.dataset()),
                        asked.agreement(),
                        asked.purpose());
        var permit = changes.permit(asked.agreement());
        var missing =
                new ArrayList<>(
                        coverage.missing(
                                Approval.question(requester, Act.ASK_ACCESS, asked),
                                permit,
                                asked.actions(),
                                asked.until(),
                                changes.now()));
        return switch (gate.explain(reading, Set.of(Supposition.GRANTED))) {
            case Judgement.Allowed yes ->
                    new PreCheck(besides(yes.because()), missing, PreCheck.next(missing));
            case Judgement.Refused no -> {
                var all = new ArrayList<>(no.missing());
                missing.stream()
                        .filter(one -> all.stream().noneMatch(it -> it.code().equals(one.code())))
                        .forEach(all::add);
                yield new PreCheck(List.of(), all, no.next());
            }
        };
    }

    /** The grant is only supposed, so it is no reason. */
    private static List<Reason> besides(List<Reason> because) {
        return because.stream()
                .filter(one ->
                        !Set.of("grant", "grant-in-force", "action-in-grant").contains(one.code()))
                .toList();
    }

    /** When a grant ends where the lead does not say: as asked, and with the agreement at last. */
    private static Instant unsaid(AccessRequest.Asked asked, @Nullable Permit permit) {
        return permit != null && permit.until().isBefore(asked.until())
                ? permit.until()
                : asked.until();
    }

    /** What is recorded where a system granted and gave no reason. */
    private static String unsaid(AccessRequest.Asked asked) {
        return "Granted because "
                + asked.agreement()
                + " covers what was asked. The lead gave no other reason.";
    }
}
