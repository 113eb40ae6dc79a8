package city.datastore.access.requests;

import city.datastore.audit.names.AccessRequestId;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.PurposeCode;
import java.time.Instant;
import java.util.Set;

/** An officer's request to use a dataset under an agreement, and what became of it. */
public sealed interface AccessRequest {
    Asked asked();

    /** {@code pending}, {@code granted}, {@code refused} or {@code withdrawn}. */
    String state();

    /** What was asked, by whom and why; the same in every state. */
    record Asked(
            AccessRequestId id,
            PersonId requester,
            String requesterName,
            AgencyCode agency,
            DatasetId dataset,
            AgreementRef agreement,
            PurposeCode purpose,
            Set<PermittedAction> actions,
            Instant until,
            String justification,
            Instant askedAt) {
        /** Longest justification, comment or reason, in characters. */
        public static final int MAX_TEXT = 2000;

        public Asked {
            actions = Set.copyOf(actions);
        }
    }

    /** Waiting for the owner of the data. */
    record Pending(Asked asked) implements AccessRequest {
        @Override
        public String state() {
            return "pending";
        }
    }

    /** The owner said yes: there is a grant. */
    record Granted(
            Asked asked,
            GrantId grant,
            PersonId decidedBy,
            String decidedByName,
            Instant decidedAt,
            String comment)
            implements AccessRequest {
        @Override
        public String state() {
            return "granted";
        }
    }

    /** The owner said no, and why. */
    record Refused(
            Asked asked, PersonId decidedBy, String decidedByName, Instant decidedAt, String reason)
            implements AccessRequest {
        @Override
        public String state() {
            return "refused";
        }
    }

    /** The requester took it back. */
    record Withdrawn(Asked asked, Instant withdrawnAt) implements AccessRequest {
        @Override
        public String state() {
            return "withdrawn";
        }
    }
}
