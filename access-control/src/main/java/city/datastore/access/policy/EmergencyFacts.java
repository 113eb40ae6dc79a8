package city.datastore.access.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is true about emergencies at the instant of deciding.
 *
 * @param arrangement that stands on the dataset, null where none does
 * @param duties of the caller, in force or not
 * @param access the one that the caller names, in force or not; null where there is none of that id
 */
public record EmergencyFacts(
        @Nullable EmergencyArrangement arrangement,
        List<DutyAppointment> duties,
        @Nullable EmergencyAccess access) {
    public static final EmergencyFacts NONE = new EmergencyFacts(null, List.of(), null);

    public EmergencyFacts {
        duties = List.copyOf(duties);
    }
}
