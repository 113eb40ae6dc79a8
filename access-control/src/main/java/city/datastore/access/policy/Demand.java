package city.datastore.access.policy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a condition of access asks for, beyond an agreement and a grant. */
public sealed interface Demand permits Hours, Networks, Demand.SecondFactor, Demand.Unreadable {
    /** The kinds that an owner can choose from. */
    enum Kind {
        HOURS,
        SECOND_FACTOR,
        NETWORKS;

        /** How it is written in rows, calls and pages. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The kind of that code, if there is one. */
        public static Optional<Kind> of(@Nullable String code) {
            return Arrays.stream(values()).filter(each -> each.code().equals(code)).findFirst();
        }
    }

    /** In plain English, to follow "can be read". */
    String words();

    /** A sign-in with a second factor. */
    record SecondFactor() implements Demand {
        @Override
        public String words() {
            return "after signing in with a one-time code";
        }
    }

    /**
     * Something that is written where conditions are kept, and cannot be understood: nobody reads.
     */
    record Unreadable() implements Demand {
        @Override
        public String words() {
            return "by nobody, because a condition on it cannot be understood";
        }
    }
}
