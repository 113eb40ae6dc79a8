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
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An officer's request to use a dataset under an agreement, and what became of it. */
public sealed interface AccessRequest {
    Asked asked();

    /**
     * {@code pending}, {@code granted}, {@code refused}, {@code returned}, {@code withdrawn} or
     * {@code lapsed}.
     */
    String state();

    /**
     * What was asked, by whom and why; the same in every state.
     *
     * @param untilUnsaid whether the requester left open until when
     * @param ties what it is tied to
     */
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
            Instant askedAt,
            boolean untilUnsaid,
            Ties ties) {
        /** Longest justification, comment or reason, in characters. */
        public static final int MAX_TEXT = 2000;

        public Asked {
            actions = Set.copyOf(actions);
        }
    }

    /**
     * What a request is tied to.
     *
     * @param follows the request that was returned for changes, of which this one is the next; null
     *     where it is a first one
     * @param renews the grant that it asks to continue; null where it is a new one
     * @param together one id for all requests that were sent as one; null where it was sent alone
     */
    record Ties(
            @Nullable AccessRequestId follows, @Nullable GrantId renews, @Nullable UUID together) {
        /** Tied to nothing. */
        public static final Ties NONE = new Ties(null, null, null);

        Ties within(@Nullable UUID together) {
            return new Ties(follows, renews, together);
        }
    }

    /**
     * Waiting for the owner of the data.
     *
     * @param revision counts what the requester has changed of it since they asked: whom they name
     */
    record Pending(Asked asked, long revision) implements AccessRequest {
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

    /** The owner sent it back for changes, and said which. */
    record Returned(
            Asked asked,
            PersonId returnedBy,
            String returnedByName,
            Instant returnedAt,
            String comment)
            implements AccessRequest {
        @Override
        public String state() {
            return "returned";
        }
    }

    /** Nobody decided it in time. */
    record Lapsed(Asked asked, Instant lapsedAt, String reason) implements AccessRequest {
        @Override
        public String state() {
            return "lapsed";
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
