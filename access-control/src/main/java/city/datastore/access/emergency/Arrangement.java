package city.datastore.access.emergency;

import city.datastore.access.policy.EmergencyArrangement;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An arrangement with who made it and who ended it.
 *
 * @param ending null while it stands
 */
public record Arrangement(
        EmergencyArrangement arranged,
        String setBy,
        String setByName,
        Instant setAt,
        @Nullable Ending ending) {}
