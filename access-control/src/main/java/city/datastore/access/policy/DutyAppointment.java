package city.datastore.access.policy;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.EmergencyId;
import java.time.Instant;

/**
 * That an agency has appointed a person of its own to a duty role.
 *
 * @param person user name or subject, in small letters
 * @param role such as {@code duty-social-worker}
 * @param ended before its time
 */
public record DutyAppointment(
        EmergencyId id,
        String person,
        AgencyCode agency,
        String role,
        Instant from,
        Instant until,
        boolean ended) {

    public DutyAppointment {
        person = Prohibition.normalised(person);
    }

    /** Within {@code [from, until)} and not ended. */
    public boolean inForceAt(Instant instant) {
        return !ended && !instant.isBefore(from) && instant.isBefore(until);
    }
}
