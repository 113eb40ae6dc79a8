package city.datastore.audit.retention;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.EventId;
import city.datastore.audit.names.HoldId;
import city.datastore.audit.names.PersonId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A legal hold: what it names is not deleted until it is lifted.
 *
 * @param agency whose data and staff it covers; null: everybody's
 * @param lifting null while it is in force
 */
public record Hold(
        HoldId id,
        HoldKind kind,
        String value,
        @Nullable AgencyCode agency,
        String reason,
        Instant setAt,
        PersonId setBy,
        String setByName,
        EventId event,
        @Nullable Lifting lifting) {
    /** Longest reason, in UTF-16 units. */
    public static final int MAX_REASON = 2_000;

    /** That somebody ended it, and why. */
    public record Lifting(
            String reason,
            Instant liftedAt,
            PersonId liftedBy,
            String liftedByName,
            EventId event) {}

    public boolean inForce() {
        return lifting == null;
    }
}
