package city.datastore.agreements.reminders;

import java.time.Instant;
import java.util.Optional;

/**
 * What waits to be sent.
 *
 * @param letters how many
 * @param oldest when the one that has waited longest was put down
 */
public record Backlog(long letters, Optional<Instant> oldest) {}
