package city.datastore.audit.names;

import java.time.Instant;
import java.util.UUID;

/** Id of a legal hold. */
public record HoldId(UUID value) {
    /** A new id, made at the given instant. */
    public static HoldId at(Instant instant) {
        return new HoldId(TimeOrderedUuid.at(instant));
    }

    public static HoldId parse(String text) {
        return new HoldId(TimeOrderedUuid.parse("hold id", text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
