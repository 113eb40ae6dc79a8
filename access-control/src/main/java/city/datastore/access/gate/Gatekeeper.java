package city.datastore.access.gate;

import city.datastore.access.policy.Judgement;
import city.datastore.access.policy.Question;

/**
 * The only door: gathers facts, lets the policy judge, puts the decision on the record, and only
 * then answers.
 */
public final class Gatekeeper {

    /**
     * Decides and records; no transaction may be open.
     *
     * @throws RefusedException when the answer is no; the refusal is on the record
     * @throws city.datastore.audit.pipeline.NotRecordedException when the decision could not be
     *     recorded in time
     */
    public Pass admit(Question question) {
        throw new UnsupportedOperationException(question.toString());
    }

    /**
     * The same judgement for somebody who only wants to know; nothing is released and nothing
     * recorded.
     */
    public Judgement explain(Question question) {
        throw new UnsupportedOperationException(question.toString());
    }

    /**
     * Whether what the pass allowed is still allowed now: asked again and again while bytes flow.
     */
    public boolean stillAllows(Pass pass) {
        throw new UnsupportedOperationException(pass.toString());
    }
}
