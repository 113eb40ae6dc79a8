package city.datastore.access.prohibitions;

import city.datastore.access.policy.Prohibition;
import city.datastore.audit.names.PersonId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A prohibition with who set it and why, and who lifted it and why.
 *
 * @param lifting null while nobody has
 */
public record ProhibitionEntry(
        Prohibition prohibition,
        String reason,
        PersonId setBy,
        String setByName,
        Instant setAt,
        @Nullable Lifting lifting) {

    /** That somebody ended it. */
    public record Lifting(PersonId by, String byName, Instant at, String reason) {}

    /** Whether it keeps anybody out at that instant. */
    public boolean standsAt(Instant instant) {
        var until = prohibition.until();
        return lifting == null && (until == null || instant.isBefore(until));
    }
}
