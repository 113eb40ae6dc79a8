package city.datastore.access.index;

import city.datastore.access.policy.Permit;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What agreements promise, by agreement and by route. One thread writes; any number read. */
final class Promises {
    private record Route(DatasetId dataset, AgencyCode receiver) {}

    private final PermitRegister permits = new PermitRegister();
    private final Map<Route, List<Permit>> routes = new ConcurrentHashMap<>();
    private final SharedParts shared;

    /**
     * @param shared what other facts name too
     */
    Promises(SharedParts shared) {
        this.shared = shared;
    }

    Optional<Permit> of(AgreementRef agreement) {
        return Optional.ofNullable(permits.get(agreement));
    }

    List<Permit> on(DatasetId dataset, AgencyCode receiver) {
        return routes.getOrDefault(new Route(dataset, receiver), List.of());
    }

    long count() {
        return permits.count();
    }

    /** A permit of an agreement that has none. */
    void add(Permit fresh) {
        var permit = shared.permit(fresh);
        permits.put(permit);
        for (var route : routesOf(permit)) {
            routes.merge(
                    route,
                    List.of(permit),
                    (before, added) -> {
                        var all = new ArrayList<>(before);
                        all.addAll(added);
                        return List.copyOf(all);
                    });
        }
    }

    void withdraw(AgreementRef agreement) {
        var old = permits.remove(agreement);
        if (old == null) {
            return;
        }
        for (var route : routesOf(old)) {
            routes.computeIfPresent(
                    route,
                    (_, all) -> {
                        var left =
                                all.stream()
                                        .filter(each -> !each.agreement().equals(agreement))
                                        .toList();
                        return left.isEmpty() ? null : left;
                    });
        }
    }

    /**
     * From whom to whom the agreement is, also by parties that are not in it now: what it would
     * allow explains a refusal.
     */
    private static Set<Route> routesOf(Permit permit) {
        var receivers = new HashSet<>(permit.receivers());
        var datasets = new HashSet<>(permit.datasets().keySet());
        permit.absent()
                .forEach((agency, absence) -> {
                    if (absence.receives()) {
                        receivers.add(agency);
                    }
                    datasets.addAll(absence.datasets());
                });
        var found = new HashSet<Route>();
        for (var dataset : datasets) {
            for (var receiver : receivers) {
                found.add(new Route(dataset, receiver));
            }
        }
        return found;
    }
}
