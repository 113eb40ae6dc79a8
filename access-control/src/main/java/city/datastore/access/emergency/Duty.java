package city.datastore.access.emergency;

import city.datastore.access.policy.DutyAppointment;
import org.jspecify.annotations.Nullable;

/**
 * An appointment with who made it and who ended it.
 *
 * @param ending null while nobody ended it before its time
 */
public record Duty(
        DutyAppointment appointment, String setBy, String setByName, @Nullable Ending ending) {}
