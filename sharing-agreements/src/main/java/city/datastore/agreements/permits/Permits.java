package city.datastore.agreements.permits;

import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Permit;
import city.datastore.access.policy.Permit.Standing;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.Agreement.Active;
import city.datastore.agreements.Agreement.Draft;
import city.datastore.agreements.Agreement.Expired;
import city.datastore.agreements.Agreement.Proposed;
import city.datastore.agreements.Agreement.Suspended;
import city.datastore.agreements.Agreement.Terminated;
import city.datastore.agreements.Terms;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Translates an agreement into what the gate understands. Pure. */
public final class Permits {
    private Permits() {}

    /** The permit of an agreement in any state, so that the gate can say why it allows nothing. */
    public static Permit of(Agreement agreement) {
        Terms terms = agreement.head().terms();
        Map<DatasetId, ColumnScope> datasets = new HashMap<>();
        terms.datasets().forEach(scope -> datasets.put(scope.dataset(), scope.columns()));
        return new Permit(
                agreement.head().reference(),
                agreement.head().version(),
                standing(agreement),
                terms.starts(),
                terms.ends(),
                Set.copyOf(agreement.head().parties()),
                receivers(terms),
                datasets,
                terms.purposes().stream()
                        .map(Terms.Purpose::code)
                        .collect(Collectors.toUnmodifiableSet()),
                terms.actions());
    }

    private static Standing standing(Agreement agreement) {
        return switch (agreement) {
            case Draft _, Proposed _ -> Standing.NOT_APPROVED;
            // its dates say that it is over
            case Active _, Expired _ -> Standing.ACTIVE;
            case Suspended _ -> Standing.SUSPENDED;
            case Terminated _ -> Standing.TERMINATED;
        };
    }

    private static Set<AgencyCode> receivers(Terms terms) {
        return terms.parties().stream()
                .filter(Terms.Party::receives)
                .map(Terms.Party::agency)
                .collect(Collectors.toUnmodifiableSet());
    }
}
