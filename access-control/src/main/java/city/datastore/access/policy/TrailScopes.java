package city.datastore.access.policy;

import city.datastore.access.identity.Agency;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.trail.TrailScope;
import java.util.Optional;

/** How much of the record each caller may see. */
public final class TrailScopes {
    private TrailScopes() {}

    /**
     * City auditors see everything, other auditors their agency, information governance leads their
     * agency's data, everybody else their own acts.
     */
    public static TrailScope of(Caller caller) {
        var agency = caller.agency();
        if (agency == null) {
            return new TrailScope.OwnActs(caller.person());
        }
        if (caller.is(Role.AUDITOR)) {
            return agency.equals(Agency.OVERSIGHT)
                    ? new TrailScope.Everything()
                    : new TrailScope.OfAgency(agency);
        }
        return caller.is(Role.IG_LEAD)
                ? new TrailScope.OfData(agency, caller.person())
                : new TrailScope.OwnActs(caller.person());
    }

    /**
     * The agency to which what a caller sees and does about the keeping of the record is cut;
     * nothing for the city's auditors and administrators.
     */
    public static Optional<AgencyCode> cutTo(Caller caller) {
        boolean overseer = caller.is(Role.AUDITOR) || caller.is(Role.PLATFORM_ADMIN);
        return overseer && caller.of(Agency.OVERSIGHT)
                ? Optional.empty()
                : Optional.ofNullable(caller.agency());
    }
}
