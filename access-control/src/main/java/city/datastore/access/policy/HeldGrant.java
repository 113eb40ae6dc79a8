package city.datastore.access.policy;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.PurposeCode;
import java.time.Instant;
import java.util.Set;

/** A grant as the policy sees it: who holds it, for what, under which agreement, and until when. */
public record HeldGrant(
        GrantId id,
        PersonId holder,
        AgencyCode agency,
        DatasetId dataset,
        AgreementRef agreement,
        PurposeCode purpose,
        Set<PermittedAction> actions,
        ColumnScope columns,
        Instant from,
        Instant until,
        boolean revoked) {

    public HeldGrant {
        actions = Set.copyOf(actions);
    }

    /** In force at that instant: not revoked, and within {@code [from, until)}. */
    public boolean inForceAt(Instant instant) {
        return !revoked && !instant.isBefore(from) && instant.isBefore(until);
    }
}
