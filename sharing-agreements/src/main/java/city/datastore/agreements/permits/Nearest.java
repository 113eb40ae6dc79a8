package city.datastore.agreements.permits;

import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Question;
import city.datastore.agreements.Terms;
import city.datastore.audit.event.Reason;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.PermittedAction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The agreements that come nearest to what somebody needs.
 *
 * @param candidates the best first
 */
public record Nearest(Verdict verdict, List<Candidate> candidates) {
    /** An agreement that lacks more than this is not near. */
    private static final int NEAR = 2;

    public Nearest {
        candidates = List.copyOf(candidates);
    }

    static Nearest of(List<Candidate> candidates) {
        if (candidates.isEmpty() || candidates.getFirst().missing().size() > NEAR) {
            return new Nearest(Verdict.NO, candidates);
        }
        return new Nearest(
                candidates.getFirst().missing().isEmpty() ? Verdict.YES : Verdict.NEARLY,
                candidates);
    }

    /** "Am I already covered?", in a word. */
    public enum Verdict {
        YES,
        NEARLY,
        NO
    }

    /**
     * What somebody needs.
     *
     * @param asking who, which dataset, and the purpose's code where they know it
     * @param columns null where any will do
     */
    public record Need(Question asking, @Nullable ColumnScope columns, PermittedAction action) {}

    /**
     * One agreement, held against the need.
     *
     * @param clauses paths in its terms that speak of the need, such as {@code datasets[0]}
     * @param missing what it lacks, in the gate's words; nothing where it covers the need
     */
    public record Candidate(
            AgreementRef agreement,
            int version,
            String title,
            List<String> clauses,
            List<Terms.Purpose> purposes,
            List<Reason> missing) {
        public Candidate {
            clauses = List.copyOf(clauses);
            purposes = List.copyOf(purposes);
            missing = List.copyOf(missing);
        }
    }
}
