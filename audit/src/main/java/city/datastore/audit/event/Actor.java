package city.datastore.audit.event;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.PersonId;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who acted: the person, the agency they acted for (null where the token names none) and the roles
 * they held.
 */
public record Actor(
        PersonId person, String username, @Nullable AgencyCode agency, SortedSet<String> roles) {
    public Actor {
        roles = Collections.unmodifiableSortedSet(new TreeSet<>(roles));
    }
}
