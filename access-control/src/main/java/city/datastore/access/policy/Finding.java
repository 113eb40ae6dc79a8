package city.datastore.access.policy;

import city.datastore.audit.event.Reason;

/** What looking at one condition of one case showed. */
sealed interface Finding {
    /** The condition holds; in plain English, why. */
    record Holds(Reason because) implements Finding {}

    /** The condition does not hold; what is missing, and what the person can do about it. */
    record Lacks(Reason missing, String next) implements Finding {}

    static Finding holds(String code, String text) {
        return new Holds(new Reason(code, text));
    }

    static Lacks lacks(String code, String text, String next) {
        return new Lacks(new Reason(code, text), next);
    }
}
