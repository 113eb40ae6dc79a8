package city.datastore.audit.names;

import java.time.Instant;
import java.util.UUID;

/** Id of a prohibition. */
public record ProhibitionId(UUID value) implements RuleId {
    /** A new id, made at the given instant. */
    public static ProhibitionId at(Instant instant) {
        return new ProhibitionId(TimeOrderedUuid.at(instant));
    }

    public static ProhibitionId parse(String text) {
        return new ProhibitionId(TimeOrderedUuid.parse("prohibition id", text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
