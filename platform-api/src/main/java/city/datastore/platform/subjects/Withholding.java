package city.datastore.platform.subjects;

import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.PurposeCode;
import city.datastore.audit.names.WithholdingId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That accesses of an agency are left out of what the people concerned get to see. It does not end
 * by itself: when its review is overdue it stays, and says so, because telling cannot be undone.
 *
 * @param agreement only accesses under this one; null: under any
 * @param purpose only accesses for this one; null: for any
 * @param owner who answers for it
 * @param endedAt null while it is in force
 */
public record Withholding(
        WithholdingId id,
        AgencyCode agency,
        @Nullable AgreementRef agreement,
        @Nullable PurposeCode purpose,
        String reason,
        Instant setAt,
        PersonId owner,
        String ownerName,
        Instant reviewDue,
        @Nullable Instant endedAt) {
    /** Longest reason, in UTF-16 units. */
    public static final int MAX_REASON = 2_000;

    public boolean inForce() {
        return endedAt == null;
    }

    public boolean overdue(Instant now) {
        return inForce() && !reviewDue.isAfter(now);
    }

    /** Whether it covers this access. */
    boolean covers(AuditEvent access) {
        return inForce()
                && agency.equals(access.actor().agency())
                && (agreement == null || agreement.equals(access.about().agreement()))
                && (purpose == null || purpose.equals(access.about().purpose()));
    }
}
