package city.datastore.access.conditions;

import city.datastore.access.policy.AccessCondition;
import city.datastore.audit.names.PersonId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A condition of access with who set it and why, and who ended it and why.
 *
 * @param ending null while nobody has
 */
public record ConditionEntry(
        AccessCondition condition,
        String reason,
        PersonId setBy,
        String setByName,
        Instant setAt,
        @Nullable Ending ending) {

    /** That somebody ended it. */
    public record Ending(PersonId by, String byName, Instant at, String reason) {}

    /** Whether it binds who reads. */
    public boolean stands() {
        return ending == null;
    }
}
