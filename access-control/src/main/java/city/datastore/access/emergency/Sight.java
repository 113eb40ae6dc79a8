package city.datastore.access.emergency;

import city.datastore.access.identity.Agency;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.PersonId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which emergency accesses somebody sees in a list.
 *
 * @param agency on whose data or by whose people; null: every agency's
 * @param onlyOf whose own, and of their agency's others only those that run; null: everybody's
 */
record Sight(@Nullable AgencyCode agency, @Nullable PersonId onlyOf) {

    /** Nothing for whom no agency is known. */
    static Optional<Sight> of(Caller caller) {
        var agency = caller.agency();
        if (agency == null) {
            return Optional.empty();
        }
        if (overseesAll(caller)) {
            return Optional.of(new Sight(null, null));
        }
        return Optional.of(new Sight(agency, answers(caller) ? null : caller.person()));
    }

    /** Whether it exists for the caller at all; what they may do with it, the gate says. */
    static boolean shows(Caller caller, Emergency one) {
        return overseesAll(caller)
                || one.access().holder().equals(caller.person())
                || caller.of(one.access().agency())
                || (caller.of(one.owner()) && answers(caller));
    }

    private static boolean answers(Caller caller) {
        return caller.is(Role.IG_LEAD) || caller.is(Role.AUDITOR) || caller.is(Role.SIRO);
    }

    private static boolean overseesAll(Caller caller) {
        return caller.is(Role.AUDITOR) && caller.of(Agency.OVERSIGHT);
    }
}
