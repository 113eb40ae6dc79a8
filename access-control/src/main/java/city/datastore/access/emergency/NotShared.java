package city.datastore.access.emergency;

import city.datastore.access.policy.EmergencySubject;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EmergencyId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A decision not to share, which is a record like a decision to share.
 *
 * @param agency that decided
 * @param askedBy who had asked, such as an agency or a team
 * @param dataset null where it was not about one here
 * @param subject null where the person was not named
 * @param why why sharing would have done more harm
 */
public record NotShared(
        EmergencyId id,
        AgencyCode agency,
        String askedBy,
        @Nullable DatasetId dataset,
        @Nullable EmergencySubject subject,
        String why,
        String caseReference,
        String by,
        String byName,
        Instant at) {}
