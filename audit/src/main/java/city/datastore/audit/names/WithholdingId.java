package city.datastore.audit.names;

import java.time.Instant;
import java.util.UUID;

/** Id of a withholding. */
public record WithholdingId(UUID value) {
    /** A new id, made at the given instant. */
    public static WithholdingId at(Instant instant) {
        return new WithholdingId(TimeOrderedUuid.at(instant));
    }

    public static WithholdingId parse(String text) {
        return new WithholdingId(TimeOrderedUuid.parse("withholding id", text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
