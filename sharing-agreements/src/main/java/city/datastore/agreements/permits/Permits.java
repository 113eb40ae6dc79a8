package city.datastore.agreements.permits;

import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Permit;
import city.datastore.access.policy.Permit.Absence;
import city.datastore.access.policy.Permit.Standing;
import city.datastore.access.policy.Protection;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.Agreement.Active;
import city.datastore.agreements.Agreement.Draft;
import city.datastore.agreements.Agreement.Expired;
import city.datastore.agreements.Agreement.Proposed;
import city.datastore.agreements.Agreement.Superseded;
import city.datastore.agreements.Agreement.Suspended;
import city.datastore.agreements.Agreement.Terminated;
import city.datastore.agreements.Signatories;
import city.datastore.agreements.Terms;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Translates an agreement into what the gate understands. Pure. */
public final class Permits {
    private Permits() {}

    /**
     * The permit of an agreement in any state, so that the gate can say why it allows nothing. Once
     * it is approved, only parties that have signed and not left give and receive.
     */
    public static Permit of(Agreement agreement) {
        Terms terms = agreement.head().terms();
        Optional<Signatories> signatories = signatories(agreement);
        Predicate<AgencyCode> in =
                agency -> signatories.isEmpty() || signatories.get().signed(agency);
        return new Permit(
                agreement.head().reference(),
                agreement.head().version(),
                standing(agreement),
                terms.starts(),
                terms.ends(),
                Set.copyOf(agreement.head().parties()),
                receivers(terms, in),
                datasets(terms, in),
                terms.purposes().stream()
                        .map(Terms.Purpose::code)
                        .collect(Collectors.toUnmodifiableSet()),
                terms.actions(),
                signatories.map(each -> absent(terms, each)).orElse(Map.of()),
                protections(terms, in));
    }

    private static Standing standing(Agreement agreement) {
        return switch (agreement) {
            case Draft _, Proposed _ -> Standing.NOT_APPROVED;
            // its dates say that it is over
            case Active _, Expired _ -> Standing.ACTIVE;
            case Suspended _ -> Standing.SUSPENDED;
            case Terminated _ -> Standing.TERMINATED;
            case Superseded _ -> Standing.SUPERSEDED;
        };
    }

    /** Who is in; before it is approved, and after it is over, that is not what refuses. */
    private static Optional<Signatories> signatories(Agreement agreement) {
        return switch (agreement) {
            case Draft _, Proposed _, Terminated _, Superseded _ -> Optional.empty();
            case Active(_, var signatories) -> Optional.of(signatories);
            case Suspended(_, var signatories, _) -> Optional.of(signatories);
            case Expired(_, var signatories) -> Optional.of(signatories);
        };
    }

    private static Set<AgencyCode> receivers(Terms terms, Predicate<AgencyCode> in) {
        return terms.parties().stream()
                .filter(Terms.Party::receives)
                .map(Terms.Party::agency)
                .filter(in)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Map<DatasetId, ColumnScope> datasets(Terms terms, Predicate<AgencyCode> in) {
        return terms.datasets().stream()
                .filter(scope -> in.test(scope.dataset().agency()))
                .collect(Collectors.toUnmodifiableMap(Terms.Scope::dataset, Terms.Scope::columns));
    }

    private static Map<DatasetId, Protection> protections(Terms terms, Predicate<AgencyCode> in) {
        return terms.datasets().stream()
                .filter(scope -> in.test(scope.dataset().agency()) && !scope.protection().none())
                .collect(
                        Collectors.toUnmodifiableMap(
                                Terms.Scope::dataset, Terms.Scope::protection));
    }

    private static Map<AgencyCode, Absence> absent(Terms terms, Signatories signatories) {
        return terms.parties().stream()
                .filter(party -> !signatories.signed(party.agency()))
                .collect(
                        Collectors.toUnmodifiableMap(
                                Terms.Party::agency,
                                party ->
                                        new Absence(
                                                signatories.left(party.agency()),
                                                party.receives(),
                                                ownedBy(terms, party.agency()))));
    }

    private static Set<DatasetId> ownedBy(Terms terms, AgencyCode agency) {
        return terms.datasets().stream()
                .map(Terms.Scope::dataset)
                .filter(dataset -> dataset.agency().equals(agency))
                .collect(Collectors.toUnmodifiableSet());
    }
}
