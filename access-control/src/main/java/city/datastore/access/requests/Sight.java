package city.datastore.access.requests;

import city.datastore.access.identity.Agency;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import java.util.Map;

/**
 * Which requests and grants a caller may list, as a condition on rows: their own, those on their
 * agency's data as its lead, those that concern their agency as its auditor, all as the city's
 * auditor; none at all without agency or role. A system that guards its agency's data lists the
 * grants on it, and no requests: why somebody asked is nothing to it.
 *
 * @param where condition on a row called {@code r}
 */
record Sight(String where, Map<String, Object> values) {

    static Sight ofRequests(Caller caller, boolean mineOnly) {
        return of(caller, "requester", mineOnly, false);
    }

    static Sight ofGrants(Caller caller) {
        return of(caller, "holder", false, caller.is(Role.ENFORCEMENT_POINT));
    }

    /**
     * @param person the row's property that names the requester or holder
     * @param guards whether they need to know those on their agency's data
     */
    private static Sight of(Caller caller, String person, boolean mineOnly, boolean guards) {
        var agency = caller.agency();
        if (agency == null || caller.roles().isEmpty()) {
            return new Sight("1 = 0", Map.of());
        }
        String own = "r." + person + " = :me";
        Map<String, Object> me = Map.of("me", caller.person().value());
        if (mineOnly) {
            return new Sight(own, me);
        }
        var both = Map.<String, Object>of("me", caller.person().value(), "agency", agency.value());
        if (caller.is(Role.AUDITOR)) {
            return agency.equals(Agency.OVERSIGHT)
                    ? new Sight("1 = 1", Map.of())
                    : new Sight("(" + own + " or r.owner = :agency or r.agency = :agency)", both);
        }
        return caller.is(Role.IG_LEAD) || guards
                ? new Sight("(" + own + " or r.owner = :agency)", both)
                : new Sight(own, me);
    }
}
