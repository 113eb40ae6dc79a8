package city.datastore.agreements;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.PersonId;
import java.time.Instant;

/**
 * One thing that happened to an agreement.
 *
 * @param what {@code drafted, edited, proposed, approved, returned, suspended, resumed, terminated}
 * @param state the state it led to
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
        String comment) {}
