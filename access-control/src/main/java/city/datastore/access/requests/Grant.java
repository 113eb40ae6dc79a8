package city.datastore.access.requests;

import city.datastore.access.policy.HeldGrant;
import city.datastore.audit.names.AccessRequestId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.names.PersonId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person's right to use a dataset under an agreement, given by the owner of the data and always
 * limited in time.
 *
 * @param renews the grant that it continues, null where it is a new one
 */
public record Grant(
        HeldGrant held,
        String holderName,
        AccessRequestId request,
        PersonId grantedBy,
        String grantedByName,
        Instant grantedAt,
        @Nullable Revocation revocation,
        @Nullable GrantId renews) {

    /** Who ended a grant before its time, when and why. */
    public record Revocation(PersonId by, String byName, Instant at, String reason) {}

    /**
     * {@code active}, {@code expired} or {@code revoked} at that instant; its agreement is not
     * looked at.
     */
    public String stateAt(Instant now) {
        if (revocation != null) {
            return "revoked";
        }
        return now.isBefore(held.until()) ? "active" : "expired";
    }

    /** Neither revoked nor ended; it may not have begun. */
    public boolean standsAt(Instant now) {
        return revocation == null && now.isBefore(held.until());
    }
}
