package city.datastore.access.certification;

import city.datastore.access.identity.Caller;
import city.datastore.audit.names.AccessRequestId;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.PurposeCode;
import java.time.Instant;

/**
 * A grant that the owner's leads have to confirm or remove.
 *
 * @param due from when the platform ends it if nobody has confirmed it
 */
public record Certification(
        GrantId grant,
        Quarter quarter,
        Instant due,
        PersonId holder,
        String holderName,
        AgencyCode agency,
        DatasetId dataset,
        AgreementRef agreement,
        PurposeCode purpose,
        AccessRequestId request,
        Instant grantedAt,
        Instant until) {

    /** Whether it is theirs, so that somebody else has to confirm it. */
    public boolean heldBy(Caller caller) {
        return holder.equals(caller.person());
    }
}
