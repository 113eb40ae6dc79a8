package city.datastore.audit.names;

import java.time.Instant;
import java.util.UUID;

/** Id of an emergency access, of an arrangement for them, or of an appointment to a duty role. */
public record EmergencyId(UUID value) {
    /** A new id, made at the given instant. */
    public static EmergencyId at(Instant instant) {
        return new EmergencyId(TimeOrderedUuid.at(instant));
    }

    public static EmergencyId parse(String text) {
        return new EmergencyId(TimeOrderedUuid.parse("emergency id", text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
