package city.datastore.agreements;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.PersonId;
import java.time.Instant;

/**
 * One thing that happened to an agreement.
 *
 * @param what {@code drafted, edited, proposed, approved, signed-off, returned, nudged, invited,
 *     left, suspended, resumed, terminated, superseded, reviewed, varied, adopted}; of the next
 *     version {@code variation-} and what, also {@code variation-withdrawn}
 * @param state the state it led to
 * @param version in force then, or else being written
 * @param about the agency reminded or invited, the office in which somebody signed off, the
 *     agreement that took its place, or the outcome of a review; else empty
 */
public record Step(
        int number,
        String what,
        String state,
        int version,
        AgencyCode agency,
        PersonId person,
        String name,
        Instant at,
        String comment,
        String about) {

    /** The version that it was about. */
    int ofVersion() {
        return what.equals("varied") || what.startsWith("variation-") ? version + 1 : version;
    }
}
