package city.datastore.agreements;

import city.datastore.access.identity.Caller;
import city.datastore.agreements.AgreementException.OwnProposal;
import city.datastore.agreements.AgreementException.WrongAgency;
import city.datastore.agreements.AgreementException.WrongState;
import city.datastore.agreements.Signatories.Call;
import city.datastore.audit.calendar.UkTime;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.PersonId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One agreement in exactly one state; each state has only the moves that are possible from it.
 *
 * <p>{@code draft → proposed → active → suspended / expired / terminated / superseded}. Only a
 * party can make a move; {@link Move} makes one on an agreement whose state is not known yet.
 */
public sealed interface Agreement {
    /** How long before its end an agreement is said to expire soon. */
    Duration EXPIRING = Duration.ofDays(90);

    Head head();

    /** The state in the words of the outer contract. */
    String state();

    /** The same agreement as it stands at that instant: past its end it is expired. */
    default Agreement asOf(Instant now) {
        return this;
    }

    /**
     * The last version of which somebody of that agency reads what was said and signed: the present
     * one where it has left.
     */
    default int lastVersionFor(@Nullable AgencyCode agency) {
        return agency != null && this instanceof Offered it && it.signatories().left(agency)
                ? head().version()
                : Integer.MAX_VALUE;
    }

    /** Whether its end is near; by the clock, not a state. */
    default boolean expiringAt(Instant now) {
        return (this instanceof Active || this instanceof Suspended)
                && !head().endedBy(now)
                && head().endedBy(now.plus(EXPIRING));
    }

    /** One that has been offered to its parties: they sign it, and those who signed can leave. */
    sealed interface Offered extends Agreement {
        Signatories signatories();

        /** Every signature given so far, the proposer's first. */
        default List<Signature> signatures() {
            return signatories().signatures();
        }

        /** The parties that have not signed yet, in the order of the terms. */
        default List<AgencyCode> waitingFor() {
            return signatories().waiting(head().terms());
        }

        /** Whether the agency has signed and not left. */
        default boolean hasSigned(AgencyCode agency) {
            return signatories().signed(agency);
        }
    }

    /**
     * What is true in every state.
     *
     * @param version of the terms, from 1
     * @param revision counts every change from 1, for lost-update protection (ETag)
     * @param nextReview when the last review said that the next one is due; null while the date in
     *     the terms counts
     */
    record Head(
            AgreementRef reference,
            int version,
            long revision,
            Terms terms,
            AgencyCode draftedBy,
            @Nullable Instant nextReview) {

        /** One that was not reviewed yet. */
        public Head(
                AgreementRef reference,
                int version,
                long revision,
                Terms terms,
                AgencyCode draftedBy) {
            this(reference, version, revision, terms, draftedBy, null);
        }

        /** When it is due for review: the date that counts. */
        public Instant reviewDue() {
            return nextReview == null ? terms.reviewDue() : nextReview;
        }

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
            return changed(terms);
        }

        Head changed(Terms newTerms) {
            return new Head(reference, version, revision + 1, newTerms, draftedBy, kept(newTerms));
        }

        Head reviewed(Instant next) {
            return new Head(reference, version, revision + 1, terms, draftedBy, next);
        }

        /** What a review said counts until the parties sign other dates. */
        @Nullable Instant kept(Terms newTerms) {
            return newTerms.reviewDue().equals(terms.reviewDue())
                            && newTerms.ends().equals(terms.ends())
                    ? nextReview
                    : null;
        }

        void requireParty(AgencyCode agency) {
            if (!isParty(agency)) {
                throw new WrongAgency(
                        agency + " is not a party to " + reference + "; only a party can do that",
                        null);
            }
        }
    }

    /** A lead's mark for their agency: who, when, and what they said with it. */
    record Signature(AgencyCode agency, PersonId person, String name, Instant at, String comment) {
        /**
         * The mark of a lead of the agency that the caller acts for.
         *
         * @throws WrongAgency if they act for none
         */
        public static Signature of(Caller caller, String comment, Instant at) {
            AgencyCode agency = caller.agency();
            if (agency == null) {
                throw new WrongAgency("you act for no agency, so you cannot act for a party", null);
            }
            return new Signature(agency, caller.person(), caller.username(), at, comment);
        }
    }

    /** Why and by whom it was stopped, or left. */
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

        /**
         * Offers it to the other parties; the proposer's agency has thereby approved.
         *
         * @param demanded offices of each party that have to sign off besides its lead
         */
        public Proposed propose(Signature by, Set<String> demanded) {
            head.requireParty(by.agency());
            if (head.endedBy(by.at())) {
                throw new WrongState(
                        head.reference()
                                + " would end on "
                                + UkTime.end(head.terms().ends())
                                + ", which has passed; change its dates first");
            }
            return new Proposed(head.changed(), Signatories.of(List.of(by), demanded));
        }
    }

    /** Offered by one party, which has thereby approved; nobody gives or nobody receives yet. */
    record Proposed(Head head, Signatories signatories) implements Offered {
        @Override
        public String state() {
            return "proposed";
        }

        /** The proposer's signature. */
        public Signature offeredBy() {
            return signatures().getFirst();
        }

        /**
         * Adds a party's approval; it becomes {@link Active} as soon as a party that provides and
         * another one that receives have signed.
         *
         * @throws OwnProposal if the agency made the proposal
         * @throws WrongState if the agency has approved already, or the end has passed while
         *     parties were still approving
         */
        public Offered approve(Signature by) {
            head.requireParty(by.agency());
            if (by.agency().equals(offeredBy().agency())) {
                throw new OwnProposal(
                        by.agency()
                                + " proposed "
                                + head.reference()
                                + " and approved it by doing so; each other party has to approve");
            }
            Signing.requireOnce(this, by);
            return with(signatories.with(by), by.at());
        }

        /**
         * Adds what an office of a party says to it; like a lead's, such a signature can be the one
         * that makes it {@link Active}.
         *
         * @throws WrongState if that office has signed off already, nobody asks for it, or the end
         *     has passed
         */
        public Offered signOff(Signature by, String office) {
            head.requireParty(by.agency());
            return with(Signing.signOff(this, by, office), by.at());
        }

        private Offered with(Signatories signed, Instant now) {
            if (head.endedBy(now)) {
                throw new WrongState(
                        head.reference()
                                + " was to end on "
                                + UkTime.end(head.terms().ends())
                                + ", which has passed; send it back and change its dates");
            }
            return signed.suffice(head.terms())
                    ? new Active(head.changed(), signed)
                    : new Proposed(head.changed(), signed);
        }

        /** Back to the writing desk: every signature is void. */
        public Draft sendBack(Signature by) {
            head.requireParty(by.agency());
            return new Draft(head.changed());
        }

        /** Reminds a party that has not signed yet. */
        public Proposed nudge(Signature by, AgencyCode agency) {
            head.requireParty(by.agency());
            return new Proposed(head.changed(), Signing.nudge(this, by, agency));
        }
    }

    /**
     * In force between its dates, for those parties that have signed; the others may sign while it
     * is.
     */
    record Active(Head head, Signatories signatories) implements Offered {
        @Override
        public String state() {
            return "active";
        }

        @Override
        public Agreement asOf(Instant now) {
            return head.endedBy(now) ? new Expired(head, signatories) : this;
        }

        /**
         * Adds the signature of a party that has not signed yet; it is in at once.
         *
         * @throws WrongState if it has signed already
         */
        public Active approve(Signature by) {
            head.requireParty(by.agency());
            signatories.requireIn(head, by.agency());
            Signing.requireOnce(this, by);
            return new Active(head.changed(), signatories.with(by));
        }

        /** Adds what an office of a party says to it. */
        public Active signOff(Signature by, String office) {
            signatories.requireIn(head, by.agency());
            return new Active(head.changed(), Signing.signOff(this, by, office));
        }

        /** Reminds a party that has not signed yet. */
        public Active nudge(Signature by, AgencyCode agency) {
            signatories.requireIn(head, by.agency());
            return new Active(head.changed(), Signing.nudge(this, by, agency));
        }

        /**
         * Adds a party, which has to sign; nobody else has to sign again.
         *
         * @param wider the terms with the party, already checked
         * @throws WrongAgency unless the inviting party has signed and provides
         */
        public Active invite(Signature by, AgencyCode agency, Terms wider) {
            signatories.requireSigned(head, by.agency());
            Signing.requireProvider(head, by.agency());
            if (head.isParty(agency)) {
                throw new WrongState(
                        agency
                                + (signatories.left(agency)
                                        ? " has left "
                                                + head.reference()
                                                + "; it can come back"
                                                + " with a new version only"
                                        : " is a party to " + head.reference() + " already"));
            }
            return new Active(
                    head.changed(wider),
                    signatories.invited(new Call(agency, by.agency(), by.at())));
        }

        /** Takes the party out; without a giver and a receiver left, it is over. */
        public Offered leave(Signature by) {
            Signatories left = Signing.leave(this, by);
            return left.suffice(head.terms())
                    ? new Active(head.changed(), left)
                    : new Terminated(head.changed(), left, Stop.by(by));
        }

        /** Takes note of a review; any party that has signed can. */
        public Active review(Signature by, Instant next) {
            signatories.requireSigned(head, by.agency());
            return new Active(head.reviewed(next), signatories);
        }

        /** Stops it for now; any party that has signed can. */
        public Suspended suspend(Signature by) {
            signatories.requireSigned(head, by.agency());
            return new Suspended(head.changed(), signatories, Stop.by(by));
        }

        /** Ends it for good; any party that has signed can. */
        public Terminated terminate(Signature by) {
            signatories.requireSigned(head, by.agency());
            return new Terminated(head.changed(), signatories, Stop.by(by));
        }

        /** Ends it in favour of another one, which is in force. */
        public Superseded supersede(Signature by, AgreementRef successor) {
            signatories.requireSigned(head, by.agency());
            return new Superseded(head.changed(), signatories, Stop.by(by), successor);
        }
    }

    /** Stopped for now by a party. */
    record Suspended(Head head, Signatories signatories, Stop stop) implements Offered {
        @Override
        public String state() {
            return "suspended";
        }

        @Override
        public Agreement asOf(Instant now) {
            return head.endedBy(now) ? new Expired(head, signatories) : this;
        }

        /**
         * Lets it stand again.
         *
         * @throws WrongAgency unless the agency is the one that suspended it: nobody lifts another
         *     party's emergency stop; once that one has left, any party that has signed can
         */
        public Active resume(Signature by) {
            signatories.requireSigned(head, by.agency());
            if (!resumableBy(by.agency())) {
                throw new WrongAgency(
                        head.reference()
                                + " was suspended by "
                                + stop.agency()
                                + "; only "
                                + stop.agency()
                                + " can resume it",
                        stop.agency());
            }
            return new Active(head.changed(), signatories);
        }

        public boolean resumableBy(AgencyCode agency) {
            return hasSigned(agency)
                    && (agency.equals(stop.agency()) || signatories.left(stop.agency()));
        }

        /** Takes the party out; without a giver and a receiver left, it is over. */
        public Offered leave(Signature by) {
            Signatories left = Signing.leave(this, by);
            return left.suffice(head.terms())
                    ? new Suspended(head.changed(), left, stop)
                    : new Terminated(head.changed(), left, Stop.by(by));
        }

        /** Takes note of a review; any party that has signed can. */
        public Suspended review(Signature by, Instant next) {
            signatories.requireSigned(head, by.agency());
            return new Suspended(head.reviewed(next), signatories, stop);
        }

        /** Ends it for good; any party that has signed can. */
        public Terminated terminate(Signature by) {
            signatories.requireSigned(head, by.agency());
            return new Terminated(head.changed(), signatories, Stop.by(by));
        }

        /** Ends it in favour of another one, which is in force. */
        public Superseded supersede(Signature by, AgreementRef successor) {
            signatories.requireSigned(head, by.agency());
            return new Superseded(head.changed(), signatories, Stop.by(by), successor);
        }
    }

    /** Its end has come. */
    record Expired(Head head, Signatories signatories) implements Offered {
        @Override
        public String state() {
            return "expired";
        }
    }

    /** Ended for good by a party. */
    record Terminated(Head head, Signatories signatories, Stop stop) implements Offered {
        @Override
        public String state() {
            return "terminated";
        }
    }

    /**
     * Another one took its place.
     *
     * @param successor that one
     */
    record Superseded(Head head, Signatories signatories, Stop stop, AgreementRef successor)
            implements Offered {
        @Override
        public String state() {
            return "superseded";
        }
    }
}
