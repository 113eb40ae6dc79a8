package city.datastore.access.policy;

import java.util.Set;
import java.util.function.Function;

/** One thing that has to hold before a rule allows anything, in a sentence that a test executes. */
public final class Condition {
    private final String sentence;
    private final Set<String> codes;
    private final boolean gateway;
    private final Function<Case, Finding> look;

    private Condition(
            String sentence, Set<String> codes, boolean gateway, Function<Case, Finding> look) {
        this.sentence = sentence;
        this.codes = Set.copyOf(codes);
        this.gateway = gateway;
        this.look = look;
    }

    /** A condition that can be looked at whether or not the ones before it hold. */
    static Condition that(String sentence, Set<String> codes, Function<Case, Finding> look) {
        return new Condition(sentence, codes, false, look);
    }

    /** A condition without which the ones after it make no sense. */
    static Condition first(String sentence, Set<String> codes, Function<Case, Finding> look) {
        return new Condition(sentence, codes, true, look);
    }

    /** What has to hold, in plain English. */
    public String sentence() {
        return sentence;
    }

    /** The reason codes it can refuse with. */
    public Set<String> codes() {
        return codes;
    }

    boolean gateway() {
        return gateway;
    }

    Finding look(Case view) {
        return look.apply(view);
    }
}
