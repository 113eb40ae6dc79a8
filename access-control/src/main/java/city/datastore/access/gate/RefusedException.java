package city.datastore.access.gate;

import city.datastore.access.policy.Judgement;
import city.datastore.access.policy.Question;
import city.datastore.audit.names.EventId;

/** The gate said no, and that is on the record. */
public final class RefusedException extends RuntimeException {
    private final transient EventId event;
    private final transient Question question;
    private final transient Judgement.Refused judgement;

    RefusedException(EventId event, Question question, Judgement.Refused judgement) {
        super(judgement.missing().getFirst().text());
        this.event = event;
        this.question = question;
        this.judgement = judgement;
    }

    public EventId event() {
        return event;
    }

    public Question question() {
        return question;
    }

    public Judgement.Refused judgement() {
        return judgement;
    }

    /**
     * Whether it was refused only because facts could not be looked up, or kept, or because clocks
     * disagree.
     */
    public boolean inDoubt() {
        return Gatekeeper.inDoubt(judgement);
    }

    /** Whether a sign-in with a second factor is all that is missing (RFC 9470). */
    public boolean takesSecondFactor() {
        return judgement.takesSecondFactor();
    }
}
