package city.datastore.access.gate;

import city.datastore.access.policy.Judgement;
import city.datastore.access.policy.Question;
import city.datastore.audit.names.EventId;

/**
 * Proof that the gate let one question through and that the decision is on the record. Only {@link
 * Gatekeeper} can make one; whoever holds sensitive bytes asks for it.
 */
public final class Pass {
    private final EventId event;
    private final Question question;
    private final Judgement.Allowed judgement;

    Pass(EventId event, Question question, Judgement.Allowed judgement) {
        this.event = event;
        this.question = question;
        this.judgement = judgement;
    }

    /** The event that records this decision. */
    public EventId event() {
        return event;
    }

    public Question question() {
        return question;
    }

    public Judgement.Allowed judgement() {
        return judgement;
    }
}
