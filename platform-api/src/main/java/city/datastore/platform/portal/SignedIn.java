package city.datastore.platform.portal;

import city.datastore.access.identity.Role;
import java.util.Set;

/** Who is reading the page, as its header says it. */
record SignedIn(String username, String agency, Set<Role> roles) {
    SignedIn {
        roles = Set.copyOf(roles);
    }

    public boolean is(String role) {
        return roles.stream().anyMatch(one -> one.code().equals(role));
    }
}
