package city.datastore.access.emergency;

import city.datastore.access.policy.EmergencySubject;
import city.datastore.audit.names.DatasetId;
import org.jspecify.annotations.Nullable;

/** What somebody fills in who decided not to share; see {@link NotShared}. */
public record NotSharedAsk(
        String askedBy,
        @Nullable DatasetId dataset,
        @Nullable EmergencySubject subject,
        String why,
        String caseReference) {
    /** Most characters of who asked. */
    public static final int MAX_ASKED_BY = 200;
}
