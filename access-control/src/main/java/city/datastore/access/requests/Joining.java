package city.datastore.access.requests;

import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Coverage;
import city.datastore.access.policy.HeldGrant;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.audit.names.GrantId;

/** How somebody of a team comes to a grant of their own: as wide and as long as the owner gave. */
final class Joining {
    private final Changes changes;
    private final GrantRows grants;
    private final Coverage coverage;

    Joining(Changes changes, GrantRows grants, Coverage coverage) {
        this.changes = changes;
        this.grants = grants;
        this.coverage = coverage;
    }

    /** The grant that they would hold; not written yet. */
    Grant grant(Caller member, AccessRequest.Granted granted) {
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

    /** Writes it, while the grant that the owner gave stands; a transaction has to be open. */
    void add(Grant grant, GrantId given) {
        var continued = grants.lockedContinued(grant.request(), grant.held().holder());
        var owners = changes.locked(given);
        if (continued.stream().anyMatch(one -> one.revokedAfter(owners))) {
            throw new RequestException.WrongState(
                    "the owner ended the access that this would continue: ask for it yourself");
        }
        if (!owners.standing(changes.now())) {
            throw new RequestException.WrongState(
                    "the grant that the owner gave has ended, so nobody can join it");
        }
        grants.add(grant);
    }
}
