package city.datastore.agreements;

import city.datastore.access.policy.Act;
import city.datastore.agreements.Agreement.Active;
import city.datastore.agreements.Agreement.Draft;
import city.datastore.agreements.Agreement.Expired;
import city.datastore.agreements.Agreement.Proposed;
import city.datastore.agreements.Agreement.Signature;
import city.datastore.agreements.Agreement.Suspended;
import city.datastore.agreements.Agreement.Terminated;

/**
 * Something a lead does to an agreement, whatever state it turns out to be in; the table in {@code
 * docs/agreements.md} says what comes of each move in each state.
 */
public sealed interface Move {
    /** The lead who makes it, when, and what they say with it. */
    Signature by();

    /** What the gate is asked. */
    Act act();

    /** The word for it in the history. */
    String what();

    /** Which state it needs, as a sentence. */
    String rule();

    /**
     * The agreement after the move, judged by the state it is in at the instant of the move.
     *
     * @throws AgreementException.WrongState if the move is not possible from that state
     * @throws AgreementException.WrongAgency if the move is not this agency's to make
     * @throws AgreementException.OwnProposal if the proposing agency tries to approve
     */
    default Agreement on(Agreement before) {
        before.head().requireParty(by().agency());
        Agreement now = before.asOf(by().at());
        return switch (this) {
            case Edit(var by, var terms) ->
                    switch (now) {
                        case Draft draft -> draft.edit(by, terms);
                        case Proposed _, Active _, Suspended _, Expired _, Terminated _ ->
                                throw cannot(now);
                    };
            case Propose(var by) ->
                    switch (now) {
                        case Draft draft -> draft.propose(by);
                        case Proposed _, Active _, Suspended _, Expired _, Terminated _ ->
                                throw cannot(now);
                    };
            case Approve(var by) ->
                    switch (now) {
                        case Proposed proposed -> proposed.approve(by);
                        case Draft _, Active _, Suspended _, Expired _, Terminated _ ->
                                throw cannot(now);
                    };
            case SendBack(var by) ->
                    switch (now) {
                        case Proposed proposed -> proposed.sendBack(by);
                        case Draft _, Active _, Suspended _, Expired _, Terminated _ ->
                                throw cannot(now);
                    };
            case Suspend(var by) ->
                    switch (now) {
                        case Active active -> active.suspend(by);
                        case Draft _, Proposed _, Suspended _, Expired _, Terminated _ ->
                                throw cannot(now);
                    };
            case Resume(var by) ->
                    switch (now) {
                        case Suspended suspended -> suspended.resume(by);
                        case Draft _, Proposed _, Active _, Expired _, Terminated _ ->
                                throw cannot(now);
                    };
            case Terminate(var by) ->
                    switch (now) {
                        case Active active -> active.terminate(by);
                        case Suspended suspended -> suspended.terminate(by);
                        case Draft _, Proposed _, Expired _, Terminated _ -> throw cannot(now);
                    };
        };
    }

    private AgreementException.WrongState cannot(Agreement now) {
        return new AgreementException.WrongState(
                now.head().reference() + " is " + now.state() + "; " + rule());
    }

    /** Writes other terms. */
    record Edit(Signature by, Terms terms) implements Move {
        @Override
        public Act act() {
            return Act.EDIT_AGREEMENT;
        }

        @Override
        public String what() {
            return "edited";
        }

        @Override
        public String rule() {
            return "only a draft can be edited";
        }
    }

    /** Offers it to the other parties. */
    record Propose(Signature by) implements Move {
        @Override
        public Act act() {
            return Act.PROPOSE_AGREEMENT;
        }

        @Override
        public String what() {
            return "proposed";
        }

        @Override
        public String rule() {
            return "only a draft can be proposed";
        }
    }

    /** Signs for a party that did not propose it. */
    record Approve(Signature by) implements Move {
        @Override
        public Act act() {
            return Act.APPROVE_AGREEMENT;
        }

        @Override
        public String what() {
            return "approved";
        }

        @Override
        public String rule() {
            return "only a proposed agreement can be approved";
        }
    }

    /** Sends it back to be written anew. */
    record SendBack(Signature by) implements Move {
        @Override
        public Act act() {
            return Act.RETURN_AGREEMENT;
        }

        @Override
        public String what() {
            return "returned";
        }

        @Override
        public String rule() {
            return "only a proposed agreement can be returned";
        }
    }

    /** Stops it for now. */
    record Suspend(Signature by) implements Move {
        @Override
        public Act act() {
            return Act.SUSPEND_AGREEMENT;
        }

        @Override
        public String what() {
            return "suspended";
        }

        @Override
        public String rule() {
            return "only an active agreement can be suspended";
        }
    }

    /** Lets a suspended one stand again. */
    record Resume(Signature by) implements Move {
        @Override
        public Act act() {
            return Act.RESUME_AGREEMENT;
        }

        @Override
        public String what() {
            return "resumed";
        }

        @Override
        public String rule() {
            return "only a suspended agreement can be resumed";
        }
    }

    /** Ends it for good. */
    record Terminate(Signature by) implements Move {
        @Override
        public Act act() {
            return Act.TERMINATE_AGREEMENT;
        }

        @Override
        public String what() {
            return "terminated";
        }

        @Override
        public String rule() {
            return "only an active or suspended agreement can be terminated";
        }
    }
}
