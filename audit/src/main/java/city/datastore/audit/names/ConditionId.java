package city.datastore.audit.names;

import java.time.Instant;
import java.util.UUID;

/** Id of a condition of access. */
public record ConditionId(UUID value) implements RuleId {
    /** A new id, made at the given instant. */
    public static ConditionId at(Instant instant) {
        return new ConditionId(TimeOrderedUuid.at(instant));
    }

    public static ConditionId parse(String text) {
        return new ConditionId(TimeOrderedUuid.parse("condition id", text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
