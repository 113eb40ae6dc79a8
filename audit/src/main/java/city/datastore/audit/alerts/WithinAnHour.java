package city.datastore.audit.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What one subject did within an hour, counted in slots of five minutes: between 55 and 60 minutes
 * back from the event.
 */
record WithinAnHour(Tally.Measure measure) {
    static final Duration HOUR = Duration.ofHours(1);

    private static final Duration SLOT = Duration.ofMinutes(5);

    /** Counts the event; then everything within the hour up to it. */
    Tally count(String subject, Seen event, Facts facts) {
        Instant slot = slot(event.at());
        facts.count(measure, subject, slot, event);
        Optional<Tally> sum = facts.during(measure, subject, slot.minus(HOUR).plus(SLOT), slot);
        return sum.orElseThrow();
    }

    private static Instant slot(Instant at) {
        return at.minusMillis(Math.floorMod(at.toEpochMilli(), SLOT.toMillis()));
    }
}
