package city.datastore.agreements.permits;

import city.datastore.access.policy.Coverage;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.AgreementRegister;
import city.datastore.agreements.Terms;
import city.datastore.agreements.permits.Nearest.Candidate;
import city.datastore.agreements.permits.Nearest.Need;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Answers "am I already covered?": holds a need against every agreement that names the dataset and
 * the agency as a receiver, by the conditions that the gate goes by, as committed at the instant of
 * asking.
 */
public final class NearestSearch {
    /** Most agreements that an answer names. */
    public static final int MAX_CANDIDATES = 5;

    private final AgreementRegister register;
    private final Coverage coverage;
    private final Clock clock;

    public NearestSearch(AgreementRegister register, Coverage coverage, Clock clock) {
        this.register = register;
        this.coverage = coverage;
        this.clock = clock;
    }

    /** The nearest agreements to that need of the caller's agency; none for who has no agency. */
    public Nearest nearest(Need need, DatasetId dataset) {
        AgencyCode receiver = need.asking().caller().agency();
        Instant now = clock.instant();
        return receiver == null
                ? Nearest.of(List.of())
                : nearest(
                        coverage,
                        need,
                        dataset,
                        register.naming(dataset, receiver, now, AgreementPermits.MAX_PERMITS),
                        now);
    }

    static Nearest nearest(
            Coverage coverage,
            Need need,
            DatasetId dataset,
            List<Agreement> agreements,
            Instant now) {
        return Nearest.of(
                agreements.stream()
                        .map(each -> candidate(coverage, need, dataset, each, now))
                        .sorted(Comparator.comparingInt(each -> each.missing().size()))
                        .limit(MAX_CANDIDATES)
                        .toList());
    }

    private static Candidate candidate(
            Coverage coverage, Need need, DatasetId dataset, Agreement agreement, Instant now) {
        Terms terms = agreement.head().terms();
        return new Candidate(
                agreement.head().reference(),
                agreement.head().version(),
                terms.title(),
                clauses(need, dataset, terms),
                terms.purposes(),
                coverage.missing(
                        need.asking(), Permits.of(agreement), need.columns(), need.action(), now));
    }

    private static List<String> clauses(Need need, DatasetId dataset, Terms terms) {
        var clauses = new ArrayList<String>();
        for (int at = 0; at < terms.datasets().size(); at++) {
            if (terms.datasets().get(at).dataset().equals(dataset)) {
                clauses.add("datasets[" + at + "]");
            }
        }
        var purpose = need.asking().purpose();
        for (int at = 0; at < terms.purposes().size(); at++) {
            if (purpose == null || terms.purposes().get(at).code().equals(purpose)) {
                clauses.add("purposes[" + at + "]");
            }
        }
        if (terms.actions().contains(need.action())) {
            clauses.add("actions");
        }
        return clauses;
    }
}
