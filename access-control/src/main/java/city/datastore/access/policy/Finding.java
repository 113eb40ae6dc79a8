package city.datastore.access.policy;

import city.datastore.audit.event.Reason;
import java.util.function.Supplier;

/** What looking at one condition of one case showed. */
sealed interface Finding {
    /** The condition holds; in plain English, why, put into words when somebody reads it. */
    record Holds(String code, Supplier<String> text) implements Finding {
        Reason because() {
            return new Reason(code, text.get());
        }
    }

    /** The condition does not hold; what is missing, and what the person can do about it. */
    record Lacks(Reason missing, String next) implements Finding {}

    static Holds holds(String code, String text) {
        return new Holds(code, () -> text);
    }

    static Holds holds(String code, Supplier<String> text) {
        return new Holds(code, text);
    }

    static Lacks lacks(String code, String text, String next) {
        return new Lacks(new Reason(code, text), next);
    }
}
