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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

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
        return changes.inOne(() -> {
            var revoked = revoke(caller, changes.locked(id), now, text);
            revokeAll(caller, () -> grants.lockedContinuing(revoked.value(), now), now, text);
            return revoked;
        });
    }

    /**
     * The requester's and the team's, and everybody's that continue those; in force on no node when
     * it returns. Each is admitted.
     */
    Recorded<List<Grant>> revokeAll(Caller caller, AccessRequestId id, String reason) {
        var now = changes.now();
        changes.found(id);
        var standing = grants.standing(id, now);
        if (standing.isEmpty()) {
            throw new RequestException.WrongState(
                    "nobody holds a grant that came of this request any more");
        }
        var continuing = changes.inOne(() -> records(grants.lockedContinuing(id, now)));
        var admitted = new HashSet<GrantId>();
        Stream.concat(standing.stream(), continuing.stream())
                .forEach(grant -> {
                    admit(caller, grant);
                    admitted.add(grant.held().id());
                });
        var text = Fields.required("reason", reason, "say why you revoke the grants");
        return changes.inOne(() -> {
            var ended =
                    revokeAll(
                            caller,
                            () -> known(grants.lockedStanding(id, now), admitted),
                            now,
                            text);
            if (ended.isEmpty()) {
                throw new RequestException.WrongState(
                        "somebody else has just ended every grant that came of this request");
            }
            revokeAll(caller, () -> known(grants.lockedContinuing(id, now), admitted), now, text);
            return new Recorded<>(
                    ended.stream().map(Recorded::value).toList(), ended.getFirst().event());
        });
    }

    private static List<GrantRow> known(List<GrantRow> rows, Set<GrantId> admitted) {
        if (!records(rows).stream().allMatch(grant -> admitted.contains(grant.held().id()))) {
            throw new RequestException.WrongState(
                    "somebody else has come to hold access by this request just now: look at it"
                            + " again, then end everybody's");
        }
        return rows;
    }

    private static List<Grant> records(List<GrantRow> rows) {
        return rows.stream().map(GrantRow::toRecord).toList();
    }

    private void admit(Caller caller, Grant grant) {
        var held = grant.held();
        var target = new Target.OfGrant(held.id(), held.dataset(), held.agreement(), held.holder());
        changes.admit(
                new Question(caller, Act.REVOKE_GRANT, target, held.agreement(), held.purpose()));
    }

    /**
     * Until there is none: who joined while this waited for a row is found the next time, and what
     * continues a grant must not bring back what was just ended.
     */
    private List<Recorded<Grant>> revokeAll(
            Caller caller, Supplier<List<GrantRow>> standing, Instant now, String reason) {
        var ended = new ArrayList<Recorded<Grant>>();
        for (var some = standing.get(); !some.isEmpty(); some = standing.get()) {
            for (var row : some) {
                ended.add(revoke(caller, row, now, reason));
            }
        }
        return ended;
    }

    private Recorded<Grant> revoke(Caller caller, GrantRow row, Instant now, String reason) {
        row.revoke(caller, now, reason);
        var revoked = row.toRecord();
        var event = Changes.event(caller, Act.REVOKE_GRANT, Changes.about(revoked), now);
        changes.record(event);
        return new Recorded<>(revoked, event.id());
    }
}
