package city.datastore.audit.names;

import java.time.Instant;
import java.util.UUID;

/** Id of a grant. */
public record GrantId(UUID value) {
    /** A new id, made at the given instant. */
    public static GrantId at(Instant instant) {
        return new GrantId(TimeOrderedUuid.at(instant));
    }

    public static GrantId parse(String text) {
        return new GrantId(TimeOrderedUuid.parse("grant id", text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
