package city.datastore.agreements.reviews;

import city.datastore.agreements.Agreement.Signature;
import java.time.Instant;

/**
 * A review that was made.
 *
 * @param version of the agreement that was looked at
 * @param nextDue when the next one is due; the agreement's end where there is to be none
 * @param by who recorded it, and what they said
 */
public record Review(
        int number,
        int version,
        Period period,
        ReviewOutcome outcome,
        Instant nextDue,
        Signature by) {}
