package city.datastore.platform.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long an emergency access is to run on, from now.
 *
 * @param hours left out: 4
 */
record RenewalJson(@Nullable Integer hours) {

    Duration read() {
        return EmergencyAskJson.length(hours);
    }
}
