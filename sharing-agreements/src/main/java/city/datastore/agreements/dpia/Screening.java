package city.datastore.agreements.dpia;

import city.datastore.agreements.dpia.Criterion.Weight;
import city.datastore.agreements.dpia.Dpia.Told;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether an agreement needs an assessment, and why.
 *
 * @param findings one for each criterion, in the order of the method; none where nobody is in the
 *     data
 */
public record Screening(Verdict verdict, List<Finding> findings) {
    /** Most fields that are named for one criterion. */
    static final int MAX_SIGNS = 100;

    /** What a screening comes to. */
    public enum Verdict {
        REQUIRED("required"),
        CONSIDER("consider"),
        NOT_NEEDED("not-needed");

        private final String word;

        Verdict(String word) {
            this.word = word;
        }

        /** The word for it in the outer contract. */
        public String word() {
            return word;
        }
    }

    /**
     * One criterion and what is known of it.
     *
     * @param because the fields that make it hold, empty where none does; {@value #MAX_SIGNS} at
     *     most
     * @param told what a person said, null where nobody did
     */
    public record Finding(Criterion criterion, List<Sign> because, @Nullable Told told) {
        public Finding {
            because = List.copyOf(because);
        }

        /** Whether fields of the agreement alone make it hold; nobody can answer that away. */
        public boolean computed() {
            return !because.isEmpty();
        }

        /** One field for each mark that it takes. */
        public String inShort() {
            var byMark = new LinkedHashMap<String, String>();
            because.forEach(sign -> byMark.putIfAbsent(sign.mark(), sign.text()));
            return String.join("; ", byMark.values());
        }

        public boolean holds() {
            return computed() || (told != null && Boolean.TRUE.equals(told.yes()));
        }

        /** Whether a person still has to say yes or no. */
        public boolean unanswered() {
            return !computed() && criterion.asked() && (told == null || told.yes() == null);
        }
    }

    public Screening {
        findings = List.copyOf(findings);
    }

    static Screening of(Method method, Signs signs, Map<String, Told> told) {
        if (!signs.personal()) {
            return new Screening(Verdict.NOT_NEEDED, List.of());
        }
        List<Finding> findings =
                method.criteria().stream()
                        .map(criterion ->
                                new Finding(
                                        criterion,
                                        signs.proving(criterion.holds()).stream()
                                                .limit(MAX_SIGNS)
                                                .toList(),
                                        told.get(criterion.id())))
                        .toList();
        return new Screening(verdict(findings), findings);
    }

    /** The criteria that make an assessment necessary, or else worth thinking about. */
    public List<Finding> reasons() {
        var decisive =
                holding()
                        .filter(each ->
                                verdict != Verdict.REQUIRED
                                        || each.criterion().weight() != Weight.CONSIDER)
                        .toList();
        return verdict == Verdict.NOT_NEEDED ? List.of() : decisive;
    }

    private Stream<Finding> holding() {
        return findings.stream().filter(Finding::holds);
    }

    private static Verdict verdict(List<Finding> findings) {
        var holding = findings.stream().filter(Finding::holds).toList();
        boolean needed =
                holding.stream()
                        .anyMatch(each ->
                                switch (each.criterion().weight()) {
                                    case ALWAYS -> true;
                                    case COMBINED -> holding.size() > 1;
                                    case CONSIDER -> false;
                                });
        if (needed) {
            return Verdict.REQUIRED;
        }
        return holding.isEmpty() ? Verdict.NOT_NEEDED : Verdict.CONSIDER;
    }
}
