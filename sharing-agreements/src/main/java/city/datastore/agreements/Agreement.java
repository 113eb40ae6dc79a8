package city.datastore.agreements;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.PersonId;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * One agreement in exactly one state; each state has only the moves that are possible from it.
 *
 * <p>{@code draft → proposed → active → suspended / expired / terminated / superseded}. Only a
 * party can make a move; {@link Move} makes one on an agreement whose state is not known yet.
 */
public sealed interface Agreement {
    Head head();

    /** The state in the words of the outer contract. */
    String state();

    /** The same agreement as it stands at that instant: past its end it is expired. */
    default Agreement asOf(Instant now) {
        return this;
    }

    /**
     * What is true in every state.
     *
     * @param version of the terms, from 1
     * @param revision counts every change from 1, for lost-update protection (ETag)
     */
    record Head(
            AgreementRef reference, int version, long revision, Terms terms, AgencyCode draftedBy) {

        public List<AgencyCode> parties() {
            return terms.parties().stream().map(Terms.Party::agency).toList();
        }

        public boolean isParty(AgencyCode agency) {
            return terms.parties().stream().anyMatch(party -> party.agency().equals(agency));
        }

        /** Whether the end has come: {@code ends} is the first instant it is no longer in force. */
        public boolean endedBy(Instant now) {
            return !now.isBefore(terms.ends());
        }

        Head changed() {
            return new Head(reference, version, revision + 1, terms, draftedBy);
        }

        Head changed(Terms newTerms) {
            return new Head(reference, version, revision + 1, newTerms, draftedBy);
        }

        void requireParty(AgencyCode agency) {
            if (!isParty(agency)) {
                throw new AgreementException.WrongAgency(
                        agency + " is not a party to " + reference + "; only a party can do that",
                        null);
            }
        }
    }

    /** A lead's mark for their agency: who, when, and what they said with it. */
    record Signature(AgencyCode agency, PersonId person, String name, Instant at, String comment) {}

    /** Why and by whom it was stopped. */
    record Stop(AgencyCode agency, PersonId person, String name, Instant at, String reason) {
        static Stop by(Signature lead) {
            return new Stop(lead.agency(), lead.person(), lead.name(), lead.at(), lead.comment());
        }
    }

    /** Being written. */
    record Draft(Head head) implements Agreement {
        @Override
        public String state() {
            return "draft";
        }

        /**
         * Writes other terms.
         *
         * @param newTerms already checked
         */
        public Draft edit(Signature by, Terms newTerms) {
            head.requireParty(by.agency());
            return new Draft(head.changed(newTerms));
        }

        /** Offers it to the other parties; the proposer's agency has thereby approved. */
        public Proposed propose(Signature by) {
            head.requireParty(by.agency());
            if (head.endedBy(by.at())) {
                throw new AgreementException.WrongState(
                        head.reference()
                                + " would end at "
                                + head.terms().ends()
                                + ", which has passed; change its dates first");
            }
            return new Proposed(head.changed(), by, List.of());
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

        /** Every signature given so far, the proposer's first. */
        public List<Signature> signatures() {
            return Stream.concat(Stream.of(offeredBy), approvals.stream()).toList();
        }

        /** The parties that have not approved yet, in the order of the terms. */
        public List<AgencyCode> waitingFor() {
            return head.parties().stream().filter(agency -> !hasSigned(agency)).toList();
        }

        public boolean hasSigned(AgencyCode agency) {
            return signatures().stream().anyMatch(signature -> signature.agency().equals(agency));
        }

        /**
         * Adds a party's approval; with the last one it becomes {@link Active}.
         *
         * @throws AgreementException.OwnProposal if the agency made the proposal
         * @throws AgreementException.WrongState if the agency has approved already, or the end has
         *     passed while parties were still approving
         */
        public Agreement approve(Signature by) {
            head.requireParty(by.agency());
            if (by.agency().equals(offeredBy.agency())) {
                throw new AgreementException.OwnProposal(
                        by.agency()
                                + " proposed "
                                + head.reference()
                                + " and approved it by doing so; each other party has to approve");
            }
            if (hasSigned(by.agency())) {
                throw new AgreementException.WrongState(
                        by.agency() + " has already approved " + head.reference());
            }
            if (head.endedBy(by.at())) {
                throw new AgreementException.WrongState(
                        head.reference()
                                + " was to end at "
                                + head.terms().ends()
                                + ", which has passed; send it back and change its dates");
            }
            var approved =
                    new Proposed(
                            head.changed(),
                            offeredBy,
                            Stream.concat(approvals.stream(), Stream.of(by)).toList());
            return approved.waitingFor().isEmpty()
                    ? new Active(approved.head(), approved.signatures())
                    : approved;
        }

        /** Back to the writing desk: every signature is void. */
        public Draft sendBack(Signature by) {
            head.requireParty(by.agency());
            return new Draft(head.changed());
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

        @Override
        public Agreement asOf(Instant now) {
            return head.endedBy(now) ? new Expired(head, signatures) : this;
        }

        /** Stops it for now; any party can. */
        public Suspended suspend(Signature by) {
            head.requireParty(by.agency());
            return new Suspended(head.changed(), signatures, Stop.by(by));
        }

        /** Ends it for good; any party can. */
        public Terminated terminate(Signature by) {
            head.requireParty(by.agency());
            return new Terminated(head.changed(), signatures, Stop.by(by));
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

        @Override
        public Agreement asOf(Instant now) {
            return head.endedBy(now) ? new Expired(head, signatures) : this;
        }

        /**
         * Lets it stand again.
         *
         * @throws AgreementException.WrongAgency unless the agency is the one that suspended it:
         *     nobody lifts another party's emergency stop
         */
        public Active resume(Signature by) {
            head.requireParty(by.agency());
            if (!by.agency().equals(stop.agency())) {
                throw new AgreementException.WrongAgency(
                        head.reference()
                                + " was suspended by "
                                + stop.agency()
                                + "; only "
                                + stop.agency()
                                + " can resume it",
                        stop.agency());
            }
            return new Active(head.changed(), signatures);
        }

        /** Ends it for good; any party can. */
        public Terminated terminate(Signature by) {
            head.requireParty(by.agency());
            return new Terminated(head.changed(), signatures, Stop.by(by));
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
