package city.datastore.audit.names;

import java.time.Instant;
import java.util.UUID;

/** Id of a person's request for access. */
public record AccessRequestId(UUID value) {
    /** A new id, made at the given instant. */
    public static AccessRequestId at(Instant instant) {
        return new AccessRequestId(TimeOrderedUuid.at(instant));
    }

    public static AccessRequestId parse(String text) {
        return new AccessRequestId(TimeOrderedUuid.parse("access request id", text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
