package city.datastore.access.grounds;

import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Facts;
import city.datastore.access.policy.Networks;
import city.datastore.access.policy.PolicyEngine;
import city.datastore.access.policy.Question;
import city.datastore.audit.names.RequestId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * What a decision rested on, apart from its instant and its call, which its event says: so that the
 * same question over the same facts is kept once.
 *
 * @param policy fingerprint of the rules that judged
 */
public record Grounds(String policy, Question question, Facts facts) {
    private static final RequestId SOME_CALL = new RequestId("kept");

    /**
     * What tells the rules of that engine from others: SHA-256, in hexadecimal, of all they say. It
     * does not see that a sentence stayed and what checks it changed.
     */
    public static String fingerprint(PolicyEngine engine) {
        return new Part(engine.text().getBytes(StandardCharsets.UTF_8)).digest();
    }

    /**
     * Leaves instant and call out, and where the call came from unless the decision rested on that.
     */
    public static Grounds of(String policy, Question question, Facts facts) {
        var caller = question.caller().within(SOME_CALL);
        return new Grounds(
                policy,
                question.by(restsOnAddress(facts) ? caller : caller.from(null)),
                facts.at(Instant.EPOCH));
    }

    /** The same without what the owner of the data lays down for it. */
    public Grounds withoutOwnersRules() {
        return new Grounds(policy, question, facts.withoutOwnersRules());
    }

    /** The same without agreements that the caller may not know of. */
    public Grounds knownTo(Caller caller) {
        return new Grounds(policy, question, facts.knownTo(caller));
    }

    private static boolean restsOnAddress(Facts facts) {
        return facts.conditions().stream()
                .anyMatch(condition -> condition.demand() instanceof Networks);
    }
}
