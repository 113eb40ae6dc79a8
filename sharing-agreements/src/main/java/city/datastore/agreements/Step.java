package city.datastore.agreements;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.PersonId;
import java.time.Instant;

/**
 * One thing that happened to an agreement.
 *
 * @param what {@code drafted, edited, proposed, approved, signed-off, returned, nudged, invited,
 *     left, suspended, resumed, terminated, superseded, reviewed}
 * @param state the state it led to
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
        String about) {}
