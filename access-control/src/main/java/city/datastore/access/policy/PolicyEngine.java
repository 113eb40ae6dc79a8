package city.datastore.access.policy;

/** Judges a question by the facts: default refuse, forbid wins, doubt refuses. Pure. */
public final class PolicyEngine {
    public Judgement judge(Question question, Facts facts) {
        throw new UnsupportedOperationException(question + " " + facts);
    }
}
