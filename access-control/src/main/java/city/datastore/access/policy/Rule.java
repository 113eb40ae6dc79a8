package city.datastore.access.policy;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One sentence of the policy; what no rule allows is refused, and what one forbids is refused. */
public sealed interface Rule {
    /** Its name, stable for machines. */
    String id();

    /** The acts it speaks about. */
    Set<Act> acts();

    /** What it says, in plain English. */
    String sentence();

    /** The reason codes it can refuse with. */
    Set<String> codes();

    /** Allows the acts when every condition holds. */
    record Allow(String id, Set<Act> acts, String opening, List<Condition> conditions)
            implements Rule {
        public Allow {
            acts = Set.copyOf(acts);
            conditions = List.copyOf(conditions);
            if (conditions.isEmpty()) {
                throw new IllegalArgumentException(
                        "rule " + id + " would allow everything: it has no condition");
            }
        }

        /** Whether a yes to a reading shows only what agreement and grant leave. */
        boolean showsWhatIsLeft() {
            return conditions.contains(GrantConditions.HELD)
                    || conditions.contains(EmergencyConditions.COLUMNS_LEFT);
        }

        @Override
        public String sentence() {
            return conditions.stream()
                    .map(Condition::sentence)
                    .collect(Collectors.joining("; ", opening + " when ", "."));
        }

        @Override
        public Set<String> codes() {
            return conditions.stream()
                    .flatMap(condition -> condition.codes().stream())
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    /** Refuses the acts when its test holds, whatever any other rule allows. */
    final class Forbid implements Rule {
        private final String id;
        private final Set<Act> acts;
        private final String sentence;
        private final Predicate<Case> test;
        private final Function<Case, Finding.Lacks> words;
        private final Function<Case, Finding.@Nullable Holds> passed;
        private final boolean ofOwner;

        Forbid(
                String id,
                Set<Act> acts,
                String sentence,
                Predicate<Case> test,
                Function<Case, Finding.Lacks> words) {
            this(id, acts, sentence, test, words, _ -> null, false);
        }

        private Forbid(
                String id,
                Set<Act> acts,
                String sentence,
                Predicate<Case> test,
                Function<Case, Finding.Lacks> words,
                Function<Case, Finding.@Nullable Holds> passed,
                boolean ofOwner) {
            this.id = id;
            this.acts = Set.copyOf(acts);
            this.sentence = sentence;
            this.test = test;
            this.words = words;
            this.passed = passed;
            this.ofOwner = ofOwner;
        }

        /**
         * Carries out what the owner of the data lays down; where that is nothing, it is not asked.
         */
        static Forbid ofOwner(
                String id,
                Set<Act> acts,
                String sentence,
                Predicate<Case> test,
                Function<Case, Finding.Lacks> words) {
            return ofOwner(id, acts, sentence, test, words, _ -> null);
        }

        /**
         * @param passed what a yes says of it, null where it had nothing to look at
         */
        static Forbid ofOwner(
                String id,
                Set<Act> acts,
                String sentence,
                Predicate<Case> test,
                Function<Case, Finding.Lacks> words,
                Function<Case, Finding.@Nullable Holds> passed) {
            return new Forbid(id, acts, sentence, test, words, passed, true);
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public Set<Act> acts() {
            return acts;
        }

        @Override
        public String sentence() {
            return sentence;
        }

        @Override
        public Set<String> codes() {
            return Set.of(id);
        }

        boolean hits(Case view) {
            return (!ofOwner || view.ownerLaysDownRules()) && test.test(view);
        }

        Finding.Lacks words(Case view) {
            return words.apply(view);
        }

        Finding.@Nullable Holds passed(Case view) {
            return passed.apply(view);
        }
    }
}
