package city.datastore.access.index;

import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.HeldGrant;
import city.datastore.access.policy.Permit;
import city.datastore.audit.names.DatasetId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Gives equal parts of facts the same object: a million grants name the same few agencies,
 * datasets, purposes and scopes. Only for the thread that writes.
 */
final class SharedParts {
    private final Map<Object, Object> parts = new HashMap<>();

    /** Of permits each reference is their own, next to them in memory: each decision reads both. */
    Permit permit(Permit permit) {
        return whole(
                permit,
                new Permit(
                        permit.agreement(),
                        permit.version(),
                        permit.standing(),
                        same(permit.from()),
                        same(permit.until()),
                        all(permit.parties()),
                        all(permit.receivers()),
                        datasets(permit.datasets()),
                        all(permit.purposes()),
                        all(permit.actions()),
                        permit.absent(),
                        permit.protections()));
    }

    /** A grant, and what its holder was called. */
    Holding holding(Holding holding) {
        var grant = holding.grant();
        return whole(
                holding,
                new Holding(
                        new HeldGrant(
                                grant.id(),
                                same(grant.holder()),
                                same(grant.agency()),
                                same(grant.dataset()),
                                grant.agreement(),
                                same(grant.purpose()),
                                same(grant.actions()),
                                same(grant.columns()),
                                grant.from(),
                                grant.until(),
                                grant.revoked()),
                        same(holding.name())));
    }

    private Map<DatasetId, ColumnScope> datasets(Map<DatasetId, ColumnScope> named) {
        var shared = new HashMap<DatasetId, ColumnScope>();
        named.forEach((dataset, columns) -> shared.put(same(dataset), same(columns)));
        return same(Map.copyOf(shared));
    }

    private <T> Set<T> all(Set<T> named) {
        var shared = new HashSet<T>();
        named.forEach(each -> shared.add(same(each)));
        return same(Set.copyOf(shared));
    }

    /** A part that a fact gets one day must not get lost here. */
    private static <T> T whole(T fact, T copy) {
        if (!copy.equals(fact)) {
            throw new IllegalStateException("the index would lose a part of " + fact.getClass());
        }
        return copy;
    }

    /** The copies that records make of unmodifiable sets and maps are these same objects. */
    @SuppressWarnings("unchecked")
    private <T> T same(T part) {
        return (T) parts.computeIfAbsent(part, kept -> kept);
    }
}
