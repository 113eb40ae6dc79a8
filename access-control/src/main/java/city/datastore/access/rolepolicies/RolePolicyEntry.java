package city.datastore.access.rolepolicies;

import city.datastore.access.policy.RolePolicy;
import city.datastore.audit.names.PersonId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version of a role policy with who set it and why, and who ended it and why.
 *
 * @param ending null while it is in force
 */
public record RolePolicyEntry(
        RolePolicy policy,
        String reason,
        PersonId setBy,
        String setByName,
        Instant setAt,
        @Nullable Ending ending) {

    /** That somebody ended it, or set the version that took its place. */
    public record Ending(PersonId by, String byName, Instant at, String reason) {}

    /** Whether it is in force. */
    public boolean stands() {
        return ending == null;
    }
}
