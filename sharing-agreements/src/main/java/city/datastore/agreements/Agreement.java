package city.datastore.agreements;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.PersonId;
import java.time.Instant;
import java.util.List;

/**
 * One agreement in exactly one state; each state has only the moves that are possible from it.
 *
 * <p>{@code draft → proposed → active → suspended / expired / terminated / superseded}.
 */
public sealed interface Agreement {
    Head head();

    /** The state in the words of the outer contract. */
    String state();

    /**
     * What is true in every state.
     *
     * @param version of the terms, from 1
     * @param revision counts every change, for lost-update protection (ETag)
     */
    record Head(
            AgreementRef reference,
            int version,
            long revision,
            Terms terms,
            AgencyCode draftedBy) {}

    /** A lead's signature for their agency. */
    record Signature(AgencyCode agency, PersonId person, String name, Instant at, String comment) {}

    /** Why and by whom it was stopped. */
    record Stop(AgencyCode agency, PersonId person, String name, Instant at, String reason) {}

    /** Being written. */
    record Draft(Head head) implements Agreement {
        @Override
        public String state() {
            return "draft";
        }
    }

    /** Offered by one party, which has thereby approved; waiting for the others. */
    record Proposed(Head head, Signature offeredBy, List<Signature> approvals)
            implements Agreement {
        public Proposed {
            approvals = List.copyOf(approvals);
        }

        @Override
        public String state() {
            return "proposed";
        }
    }

    /** Approved by every party; in force between its dates. */
    record Active(Head head, List<Signature> signatures) implements Agreement {
        public Active {
            signatures = List.copyOf(signatures);
        }

        @Override
        public String state() {
            return "active";
        }
    }

    /** Stopped for now by a party. */
    record Suspended(Head head, List<Signature> signatures, Stop stop) implements Agreement {
        public Suspended {
            signatures = List.copyOf(signatures);
        }

        @Override
        public String state() {
            return "suspended";
        }
    }

    /** Its end has come. */
    record Expired(Head head, List<Signature> signatures) implements Agreement {
        public Expired {
            signatures = List.copyOf(signatures);
        }

        @Override
        public String state() {
            return "expired";
        }
    }

    /** Ended for good by a party. */
    record Terminated(Head head, List<Signature> signatures, Stop stop) implements Agreement {
        public Terminated {
            signatures = List.copyOf(signatures);
        }

        @Override
        public String state() {
            return "terminated";
        }
    }
}
