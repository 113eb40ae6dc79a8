package city.datastore.access.policy;

import java.util.Arrays;
import java.util.Optional;

/** How the values of a shared column leave the platform; the clearest first. */
public enum Treatment {
    /** As they are. */
    CLEAR("clear"),
    /** Each replaced by a pseudonym that is the same within one agreement and in no other. */
    PSEUDONYMISED("pseudonymised"),
    /** Each replaced by the same mark. */
    MASKED("masked");

    private final String word;

    Treatment(String word) {
        this.word = word;
    }

    /** As in JSON, such as {@code masked}. */
    public String word() {
        return word;
    }

    /** The treatment of that word. */
    public static Optional<Treatment> of(String word) {
        return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
    }

    /** Whether somebody who was to see the other one may see this one, because it shows less. */
    public boolean showsNoMoreThan(Treatment other) {
        return compareTo(other) >= 0;
    }

    /** Of the two, the one that shows less. */
    public Treatment stricter(Treatment other) {
        return showsNoMoreThan(other) ? this : other;
    }
}
