package city.datastore.access.policy;

import java.time.Instant;
import java.util.List;

/**
 * What is true at the instant of deciding.
 *
 * @param permits of the agreement named, or else of every agreement that could cover the question
 * @param grants that the caller holds on the dataset, in force or not
 */
public record Facts(Instant now, List<Permit> permits, List<HeldGrant> grants) {
    public Facts {
        permits = List.copyOf(permits);
        grants = List.copyOf(grants);
    }
}
