package city.datastore.access.requests;

import city.datastore.access.identity.Caller;
import city.datastore.access.policy.ColumnScope;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AccessRequestId;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.PurposeCode;
import city.datastore.audit.paging.Page;
import city.datastore.audit.paging.PageRequest;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The use cases of asking for access: ask, grant, refuse, withdraw, revoke, and seeing what is
 * there.
 */
public final class AccessRequests {

    /** What an officer fills in. */
    public record Ask(
            DatasetId dataset,
            AgreementRef agreement,
            PurposeCode purpose,
            Set<PermittedAction> actions,
            Instant until,
            String justification) {}

    public Recorded<AccessRequest.Pending> ask(Caller caller, Ask ask) {
        throw new UnsupportedOperationException();
    }

    /**
     * @param columns null grants all that the agreement allows
     */
    public Recorded<Grant> grant(
            Caller caller,
            AccessRequestId id,
            Instant until,
            @Nullable ColumnScope columns,
            String comment) {
        throw new UnsupportedOperationException();
    }

    public Recorded<AccessRequest.Refused> refuse(
            Caller caller, AccessRequestId id, String reason) {
        throw new UnsupportedOperationException();
    }

    public Recorded<AccessRequest.Withdrawn> withdraw(Caller caller, AccessRequestId id) {
        throw new UnsupportedOperationException();
    }

    /** In force, on every node, when it returns. */
    public Recorded<Grant> revoke(Caller caller, GrantId id, String reason) {
        throw new UnsupportedOperationException();
    }

    /** Requests the caller made, or may decide as their agency's lead; newest first. */
    public Page<AccessRequest> requests(
            Caller caller, @Nullable String state, boolean mineOnly, PageRequest page) {
        throw new UnsupportedOperationException();
    }

    /** One request that the caller made or may decide. */
    public AccessRequest request(Caller caller, AccessRequestId id) {
        throw new UnsupportedOperationException();
    }

    /** Grants the caller holds, or that reach their agency's data; newest first. */
    public Page<Grant> grants(
            Caller caller,
            @Nullable DatasetId dataset,
            @Nullable PersonId holder,
            @Nullable AgreementRef agreement,
            PageRequest page) {
        throw new UnsupportedOperationException();
    }
}
