package city.datastore.access.identity;

import city.datastore.audit.event.Actor;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.RequestId;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The person or system behind one call, as far as a checked token vouches for them.
 *
 * @param agency the agency they act for; null where the token names none, several, or one that is
 *     not known
 * @param roles only roles that are known; an empty set gives no right
 * @param stepUp whether they signed in with a second factor just now (RFC 9470)
 * @param address where they call from; null where that is not known, which never counts in their
 *     favour
 * @param request the call this is about
 */
public record Caller(
        PersonId person,
        String username,
        @Nullable AgencyCode agency,
        Set<Role> roles,
        boolean stepUp,
        @Nullable NetworkAddress address,
        RequestId request) {

    public Caller {
        roles = Set.copyOf(roles);
    }

    /** Somebody of whom it is not known where they call from. */
    public Caller(
            PersonId person,
            String username,
            @Nullable AgencyCode agency,
            Set<Role> roles,
            boolean stepUp,
            RequestId request) {
        this(person, username, agency, roles, stepUp, null, request);
    }

    /** The same in another call. */
    public Caller within(RequestId call) {
        return new Caller(person, username, agency, roles, stepUp, address, call);
    }

    /** The same, calling from there. */
    public Caller from(@Nullable NetworkAddress there) {
        return new Caller(person, username, agency, roles, stepUp, there, request);
    }

    /** Whether any of their roles is a person's, and not that of a system that guards data. */
    public boolean hasPersonsRole() {
        return roles.stream().anyMatch(role -> role != Role.ENFORCEMENT_POINT);
    }

    public boolean is(Role role) {
        return roles.contains(role);
    }

    public boolean of(AgencyCode code) {
        return code.equals(agency);
    }

    /** This caller as the record names them. */
    public Actor actor() {
        var names = new TreeSet<String>();
        roles.forEach(role -> names.add(role.code()));
        return new Actor(person, username, agency, names);
    }
}
