package city.datastore.access.policy;

import city.datastore.audit.event.Reason;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the policy says to a question. */
public sealed interface Judgement {

    /**
     * Yes.
     *
     * @param because the conditions that hold, in plain English
     * @param columns what may be seen; {@link ColumnScope#ALL} where columns do not apply
     * @param protection what is done to what leaves; {@link Protection#NONE} where nothing is
     * @param permit the agreement that allows it, null where none is needed
     * @param grant the grant that allows it, null where none is needed
     * @param rule the id of the rule that allows it
     */
    record Allowed(
            List<Reason> because,
            ColumnScope columns,
            Protection protection,
            @Nullable Permit permit,
            @Nullable HeldGrant grant,
            String rule)
            implements Judgement {
        public Allowed {
            because = because instanceof Sentences ? because : List.copyOf(because);
        }

        /** Of what leaves as it is. */
        public Allowed(
                List<Reason> because,
                ColumnScope columns,
                @Nullable Permit permit,
                @Nullable HeldGrant grant,
                String rule) {
            this(because, columns, Protection.NONE, permit, grant, rule);
        }
    }

    /**
     * No.
     *
     * @param missing the conditions that do not hold, or the prohibition; never empty
     * @param next what the person can do about it, in plain English
     */
    record Refused(List<Reason> missing, String next) implements Judgement {
        private static final Set<String> SECOND_FACTOR =
                Set.of("second-factor-missing", "second-factor-required");

        public Refused {
            missing = List.copyOf(missing);
            if (missing.isEmpty()) {
                throw new IllegalArgumentException("a refusal has to say at least one reason");
            }
        }

        /** Whether a sign-in with a second factor is all that is missing (RFC 9470). */
        public boolean takesSecondFactor() {
            return missing.stream().allMatch(reason -> SECOND_FACTOR.contains(reason.code()));
        }
    }
}
