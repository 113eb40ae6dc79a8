package city.datastore.access.requests;

import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AccessRequestId;
import city.datastore.audit.names.GrantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How a grant is ended before its time, by its holder or the owner's lead; what continues it ends
 * with it.
 */
final class Revoking {
    private final Changes changes;
    private final GrantRows grants;

    Revoking(Changes changes, GrantRows grants) {
        this.changes = changes;
        this.grants = grants;
    }

    /** In force, on every node, when it returns. */
    Recorded<Grant> revoke(Caller caller, GrantId id, String reason) {
        var now = changes.now();
        admit(caller, changes.found(id));
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
        standing.forEach(grant -> admit(caller, grant));
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
            for (var later : grants.lockedContinuing(id, now)) {
                revoke(caller, later, now, text);
            }
            return new Recorded<>(
                    ended.stream().map(Recorded::value).toList(), ended.getFirst().event());
        });
    }

    List<Grant> standing(AccessRequestId id) {
        return grants.standing(id, changes.now());
    }

    private void admit(Caller caller, Grant grant) {
        var held = grant.held();
        var target = new Target.OfGrant(held.id(), held.dataset(), held.agreement(), held.holder());
        changes.admit(
                new Question(caller, Act.REVOKE_GRANT, target, held.agreement(), held.purpose()));
    }

    /** What continues a grant must not bring back what was just ended. */
    private Recorded<Grant> revoke(Caller caller, GrantRow row, Instant now, String reason) {
        row.revoke(caller, now, reason);
        var revoked = row.toRecord();
        var event = Changes.event(caller, Act.REVOKE_GRANT, Changes.about(revoked), now);
        changes.record(event);
        for (var next : grants.lockedContinuing(revoked, now)) {
            revoke(caller, next, now, reason);
        }
        return new Recorded<>(revoked, event.id());
    }
}
