package city.datastore.access.policy;

import city.datastore.access.policy.Finding.Holds;
import city.datastore.access.policy.Finding.Lacks;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** One thing that has to hold before a rule allows anything, in a sentence that a test executes. */
public final class Condition {
    private final String sentence;
    private final Set<String> codes;
    private final boolean gateway;
    private final Predicate<Case> test;
    private final Function<Case, Finding> look;

    private Condition(
            String sentence,
            Set<String> codes,
            boolean gateway,
            Predicate<Case> test,
            Function<Case, Finding> look) {
        this.sentence = sentence;
        this.codes = Set.copyOf(codes);
        this.gateway = gateway;
        this.test = test;
        this.look = look;
    }

    /** A condition that can be looked at whether or not the ones before it hold. */
    static Condition that(String sentence, Set<String> codes, Function<Case, Finding> look) {
        return new Condition(sentence, codes, false, c -> look.apply(c) instanceof Holds, look);
    }

    /** A condition without which the ones after it make no sense. */
    static Condition first(String sentence, Set<String> codes, Function<Case, Finding> look) {
        return new Condition(sentence, codes, true, c -> look.apply(c) instanceof Holds, look);
    }

    /** As the one above, for one that every reading asks: it is seldom put into words. */
    static Condition that(
            String sentence,
            Set<String> codes,
            Predicate<Case> test,
            Function<Case, Holds> why,
            Function<Case, Lacks> whyNot) {
        return new Condition(sentence, codes, false, test, look(test, why, whyNot));
    }

    /** As the one above, for one that every reading asks: it is seldom put into words. */
    static Condition first(
            String sentence,
            Set<String> codes,
            Predicate<Case> test,
            Function<Case, Holds> why,
            Function<Case, Lacks> whyNot) {
        return new Condition(sentence, codes, true, test, look(test, why, whyNot));
    }

    private static Function<Case, Finding> look(
            Predicate<Case> test, Function<Case, Holds> why, Function<Case, Lacks> whyNot) {
        return c -> test.test(c) ? why.apply(c) : whyNot.apply(c);
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

    /** Whether it holds. */
    boolean met(Case view) {
        return test.test(view);
    }

    /** Whether it holds, and why. */
    Finding look(Case view) {
        return look.apply(view);
    }
}
