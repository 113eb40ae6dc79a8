package city.datastore.audit.names;

import java.time.Instant;
import java.util.UUID;

/** Id of one version of a role policy. */
public record RolePolicyId(UUID value) implements RuleId {
    /** A new id, made at the given instant. */
    public static RolePolicyId at(Instant instant) {
        return new RolePolicyId(TimeOrderedUuid.at(instant));
    }

    public static RolePolicyId parse(String text) {
        return new RolePolicyId(TimeOrderedUuid.parse("role policy id", text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
