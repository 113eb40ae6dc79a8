package city.datastore.agreements;

import city.datastore.access.policy.Act;
import city.datastore.agreements.Agreement.Active;
import city.datastore.agreements.Agreement.Draft;
import city.datastore.agreements.Agreement.Offered;
import city.datastore.agreements.Agreement.Proposed;
import city.datastore.agreements.Agreement.Signature;
import city.datastore.agreements.Agreement.Suspended;
import city.datastore.agreements.AgreementException.WrongState;
import city.datastore.agreements.reviews.ReviewOutcome;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import java.time.Instant;
import java.util.Set;
import java.util.function.Function;

/**
 * Something a lead does to an agreement, whatever state it turns out to be in; the table in {@code
 * docs/agreements.md} says what comes of each move in each state.
 */
public sealed interface Move {
    /** What each move is called, what the gate is asked, and which state it needs. */
    enum Kind {
        EDIT(Act.EDIT_AGREEMENT, "edited", "only a draft can be edited"),
        PROPOSE(Act.PROPOSE_AGREEMENT, "proposed", "only a draft can be proposed"),
        APPROVE(
                Act.APPROVE_AGREEMENT,
                "approved",
                "only a proposed or active agreement can be approved"),
        SIGN_OFF(
                Act.SIGN_OFF_AGREEMENT,
                "signed-off",
                "only a proposed or active agreement can be signed off"),
        SEND_BACK(Act.RETURN_AGREEMENT, "returned", "only a proposed agreement can be returned"),
        NUDGE(
                Act.NUDGE_PARTY,
                "nudged",
                "only for a proposed or active agreement can a party be reminded"),
        INVITE(
                Act.INVITE_PARTY,
                "invited",
                "only into an active agreement can an agency be invited"),
        LEAVE(Act.LEAVE_AGREEMENT, "left", "only an active or suspended agreement can be left"),
        SUSPEND(Act.SUSPEND_AGREEMENT, "suspended", "only an active agreement can be suspended"),
        RESUME(Act.RESUME_AGREEMENT, "resumed", "only a suspended agreement can be resumed"),
        TERMINATE(
                Act.TERMINATE_AGREEMENT,
                "terminated",
                "only an active or suspended agreement can be terminated"),
        SUPERSEDE(
                Act.SUPERSEDE_AGREEMENT,
                "superseded",
                "only an active or suspended agreement can be superseded"),
        REVIEW(
                Act.REVIEW_AGREEMENT,
                "reviewed",
                "only an active or suspended agreement can be reviewed");

        private final Act act;
        private final String what;
        private final String rule;

        Kind(Act act, String what, String rule) {
            this.act = act;
            this.what = what;
            this.rule = rule;
        }

        String rule() {
            return rule;
        }
    }

    /** The lead who makes it, when, and what they say with it. */
    Signature by();

    Kind kind();

    /** What the gate is asked. */
    default Act act() {
        return kind().act;
    }

    /** The word for it in the history. */
    default String what() {
        return kind().what;
    }

    /** Which state it needs, as a sentence. */
    default String rule() {
        return kind().rule;
    }

    /** The agency or agreement it is about besides; empty where there is none. */
    default String about() {
        return "";
    }

    /**
     * The agreement after the move, judged by the state it is in at the instant of the move.
     *
     * @throws WrongState if the move is not possible from that state
     * @throws AgreementException.WrongAgency if the move is not this agency's to make
     * @throws AgreementException.OwnProposal if the proposing agency tries to approve
     */
    default Agreement on(Agreement before) {
        before.head().requireParty(by().agency());
        if (before instanceof Offered offered) {
            offered.signatories().requireIn(before.head(), by().agency());
        }
        return from(before.asOf(by().at()));
    }

    /** The agreement after the move, where the state allows it. */
    private Agreement from(Agreement now) {
        return switch (this) {
            case Edit(var by, var terms) -> ifDraft(now, draft -> draft.edit(by, terms));
            case Propose(var by, var demanded) ->
                    ifDraft(now, draft -> draft.propose(by, demanded));
            case SendBack(var by) -> ifProposed(now, proposed -> proposed.sendBack(by));
            case Approve(var by) ->
                    now instanceof Active active
                            ? active.approve(by)
                            : ifProposed(now, proposed -> proposed.approve(by));
            case SignOff(var by, var office) ->
                    now instanceof Active active
                            ? active.signOff(by, office)
                            : ifProposed(now, proposed -> proposed.signOff(by, office));
            case Nudge(var by, var agency) ->
                    now instanceof Active active
                            ? active.nudge(by, agency)
                            : ifProposed(now, proposed -> proposed.nudge(by, agency));
            case Invite(var by, var agency, var terms) ->
                    ifActive(now, active -> active.invite(by, agency, terms));
            case Suspend(var by) -> ifActive(now, active -> active.suspend(by));
            case Resume(var by) -> ifSuspended(now, suspended -> suspended.resume(by));
            case Leave(var by) ->
                    now instanceof Suspended suspended
                            ? suspended.leave(by)
                            : ifActive(now, active -> active.leave(by));
            case Terminate(var by) ->
                    now instanceof Suspended suspended
                            ? suspended.terminate(by)
                            : ifActive(now, active -> active.terminate(by));
            case Supersede(var by, var successor) ->
                    now instanceof Suspended suspended
                            ? suspended.supersede(by, successor)
                            : ifActive(now, active -> active.supersede(by, successor));
            case Review(var by, _, var next) ->
                    now instanceof Suspended suspended
                            ? suspended.review(by, next)
                            : ifActive(now, active -> active.review(by, next));
        };
    }

    private Agreement ifDraft(Agreement now, Function<Draft, Agreement> move) {
        return now instanceof Draft draft ? move.apply(draft) : cannot(now);
    }

    private Agreement ifProposed(Agreement now, Function<Proposed, Agreement> move) {
        return now instanceof Proposed proposed ? move.apply(proposed) : cannot(now);
    }

    private Agreement ifActive(Agreement now, Function<Active, Agreement> move) {
        return now instanceof Active active ? move.apply(active) : cannot(now);
    }

    private Agreement ifSuspended(Agreement now, Function<Suspended, Agreement> move) {
        return now instanceof Suspended suspended ? move.apply(suspended) : cannot(now);
    }

    private Agreement cannot(Agreement now) {
        throw new WrongState(now.head().reference() + " is " + now.state() + "; " + rule());
    }

    /** Writes other terms. */
    record Edit(Signature by, Terms terms) implements Move {
        @Override
        public Kind kind() {
            return Kind.EDIT;
        }
    }

    /**
     * Offers it to the other parties.
     *
     * @param demanded offices of each party that have to sign off besides its lead
     */
    record Propose(Signature by, Set<String> demanded) implements Move {
        @Override
        public Kind kind() {
            return Kind.PROPOSE;
        }
    }

    /** Signs for a party that did not propose it. */
    record Approve(Signature by) implements Move {
        @Override
        public Kind kind() {
            return Kind.APPROVE;
        }
    }

    /** Signs for a party in an office besides the lead's. */
    record SignOff(Signature by, String office) implements Move {
        @Override
        public Kind kind() {
            return Kind.SIGN_OFF;
        }

        @Override
        public String about() {
            return office;
        }
    }

    /** Sends it back to be written anew. */
    record SendBack(Signature by) implements Move {
        @Override
        public Kind kind() {
            return Kind.SEND_BACK;
        }
    }

    /** Reminds a party that has not signed yet. */
    record Nudge(Signature by, AgencyCode agency) implements Move {
        @Override
        public Kind kind() {
            return Kind.NUDGE;
        }

        @Override
        public String about() {
            return agency.value();
        }
    }

    /**
     * Adds a party, which then has to sign.
     *
     * @param terms with the party, already checked
     */
    record Invite(Signature by, AgencyCode agency, Terms terms) implements Move {
        @Override
        public Kind kind() {
            return Kind.INVITE;
        }

        @Override
        public String about() {
            return agency.value();
        }
    }

    /** Takes the lead's agency out of it. */
    record Leave(Signature by) implements Move {
        @Override
        public Kind kind() {
            return Kind.LEAVE;
        }
    }

    /** Stops it for now. */
    record Suspend(Signature by) implements Move {
        @Override
        public Kind kind() {
            return Kind.SUSPEND;
        }
    }

    /** Lets a suspended one stand again. */
    record Resume(Signature by) implements Move {
        @Override
        public Kind kind() {
            return Kind.RESUME;
        }
    }

    /** Ends it for good. */
    record Terminate(Signature by) implements Move {
        @Override
        public Kind kind() {
            return Kind.TERMINATE;
        }
    }

    /** Ends it in favour of another one. */
    record Supersede(Signature by, AgreementRef successor) implements Move {
        @Override
        public Kind kind() {
            return Kind.SUPERSEDE;
        }

        @Override
        public String about() {
            return successor.value();
        }
    }

    /**
     * Takes note of what came of a review.
     *
     * @param next when the next one is due
     */
    record Review(Signature by, ReviewOutcome outcome, Instant next) implements Move {
        @Override
        public Kind kind() {
            return Kind.REVIEW;
        }

        @Override
        public String about() {
            return outcome.word();
        }
    }
}
