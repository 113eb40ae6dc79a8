package city.datastore.access.ownerrules;

import city.datastore.access.policy.OwnerRule;
import city.datastore.audit.names.PersonId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A rule with who set it and why, and who ended it and why.
 *
 * @param ending null while nobody has
 */
public record RuleEntry<R extends OwnerRule<?>>(
        R rule,
        String reason,
        PersonId setBy,
        String setByName,
        Instant setAt,
        @Nullable Ending ending) {

    /** That somebody ended it. */
    public record Ending(PersonId by, String byName, Instant at, String reason) {}

    /** Whether it counts at that instant. */
    public boolean standsAt(Instant instant) {
        var until = rule.until();
        return ending == null && (until == null || instant.isBefore(until));
    }
}
