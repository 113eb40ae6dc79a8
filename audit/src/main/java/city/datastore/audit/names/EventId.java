package city.datastore.audit.names;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Id of an audit event: a version 7 UUID (RFC 9562 §5.7), so that ids sort by time. */
public record EventId(UUID value) {
    /** A new id, made at the given instant. */
    public static EventId at(Instant instant) {
        return new EventId(TimeOrderedUuid.at(instant));
    }

    public static EventId parse(String text) {
        return new EventId(TimeOrderedUuid.parse("event id", text));
    }

    /** When it was made, as it says itself; nothing where it is of another version. */
    public Optional<Instant> madeAt() {
        return value.version() == 7
                ? Optional.of(Instant.ofEpochMilli(value.getMostSignificantBits() >>> 16))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
