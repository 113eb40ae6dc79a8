package city.datastore.access.index;

import city.datastore.access.identity.Caller;
import city.datastore.access.policy.AccessCondition;
import city.datastore.access.policy.ConditionSource;
import city.datastore.access.policy.GrantSource;
import city.datastore.access.policy.HeldGrant;
import city.datastore.access.policy.OwnerRule;
import city.datastore.access.policy.Permit;
import city.datastore.access.policy.PermitSource;
import city.datastore.access.policy.Prohibition;
import city.datastore.access.policy.ProhibitionSource;
import city.datastore.access.policy.RolePolicy;
import city.datastore.access.policy.RolePolicySource;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PersonId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Every fact that readings rest on, by what a question asks for: as the tables are, whatever their
 * spans of time, so that no clock is needed to keep it. One thread writes; who reads meanwhile may
 * find nonsense or fail, and so reads through {@link LeasedIndex}. An empty one allows nothing.
 */
public final class FactIndex
        implements PermitSource, GrantSource, ProhibitionSource, ConditionSource, RolePolicySource {
    private record Forbidden(
            Map<String, List<Prohibition>> people, Map<DatasetId, List<Prohibition>> datasets) {
        private static final Forbidden NOTHING = new Forbidden(Map.of(), Map.of());
    }

    private final Map<AgencyCode, Forbidden> forbidden = new ConcurrentHashMap<>();
    private final Map<AgencyCode, List<AccessCondition>> demanded = new ConcurrentHashMap<>();
    private final Map<AgencyCode, List<RolePolicy>> narrowed = new ConcurrentHashMap<>();
    private final Promises promises;
    private final HeldGrants held;
    private final AtomicLong prohibitions = new AtomicLong();

    public FactIndex() {
        var shared = new SharedParts();
        promises = new Promises(shared);
        held = new HeldGrants(shared);
    }

    @Override
    public Optional<Permit> permit(AgreementRef agreement) {
        return promises.of(agreement);
    }

    @Override
    public List<Permit> permits(DatasetId dataset, AgencyCode receiver) {
        return promises.on(dataset, receiver);
    }

    @Override
    public List<HeldGrant> grants(PersonId holder, DatasetId dataset) {
        return held.of(holder, dataset);
    }

    /** Every dataset on which that person holds a grant, in force or not. */
    public Set<DatasetId> datasets(PersonId holder) {
        return held.datasets(holder);
    }

    /**
     * The newest grant on a dataset of a person, in force or not.
     *
     * @param person subject or user name
     */
    public Optional<Holding> newest(DatasetId dataset, PersonId person) {
        return held.newest(dataset, person);
    }

    @Override
    public List<Prohibition> prohibitions(DatasetId dataset, Caller caller) {
        var owners = forbidden.get(dataset.agency());
        if (owners == null) {
            return List.of();
        }
        var everybody = owners.datasets.getOrDefault(dataset, List.of());
        if (owners.people.isEmpty()) {
            return everybody;
        }
        var username = Prohibition.normalised(caller.username());
        var subject = Prohibition.normalised(caller.person().value());
        var named = owners.people.getOrDefault(username, List.of());
        var also =
                username.equals(subject)
                        ? List.<Prohibition>of()
                        : owners.people.getOrDefault(subject, List.of());
        if (named.isEmpty() && also.isEmpty()) {
            return everybody;
        }
        var found = new ArrayList<Prohibition>(everybody);
        for (var bars : List.of(named, also)) {
            for (var bar : bars) {
                if (bar.dataset() == null || bar.dataset().equals(dataset)) {
                    found.add(bar);
                }
            }
        }
        return found;
    }

    @Override
    public List<AccessCondition> conditions(DatasetId dataset) {
        return concerning(dataset, demanded.get(dataset.agency()));
    }

    @Override
    public List<RolePolicy> rolePolicies(DatasetId dataset) {
        return concerning(dataset, narrowed.get(dataset.agency()));
    }

    public long agreements() {
        return promises.count();
    }

    public long grants() {
        return held.count();
    }

    public long prohibitions() {
        return prohibitions.get();
    }

    public long conditions() {
        return demanded.values().stream().mapToLong(List::size).sum();
    }

    public long rolePolicies() {
        return narrowed.values().stream().mapToLong(List::size).sum();
    }

    void apply(Change change) {
        switch (change) {
            case Change.OfPermit(var agreement, var permit) -> {
                promises.withdraw(agreement);
                if (permit != null) {
                    promises.add(permit);
                }
            }
            case Change.OfGrants(var holder, var dataset, var now) ->
                    held.replace(holder, dataset, now);
            case Change.OfProhibitions(var owner, var now) -> replace(owner, now);
            case Change.OfConditions(var owner, var now) -> demand(owner, now);
            case Change.OfRolePolicies(var owner, var now) -> narrow(owner, now);
        }
    }

    /** A permit of an agreement that is not in it yet. */
    void add(Permit fresh) {
        promises.add(fresh);
    }

    /** A grant that is not in it yet. */
    void add(Holding fresh) {
        held.add(fresh);
    }

    void replace(AgencyCode owner, Collection<Prohibition> now) {
        var before = forbidden.getOrDefault(owner, Forbidden.NOTHING);
        var people = new HashMap<String, List<Prohibition>>();
        var datasets = new HashMap<DatasetId, List<Prohibition>>();
        for (var each : now) {
            var person = each.person();
            var dataset = each.dataset();
            if (person != null) {
                people.computeIfAbsent(person, _ -> new ArrayList<>()).add(each);
            } else if (dataset != null) {
                datasets.computeIfAbsent(dataset, _ -> new ArrayList<>()).add(each);
            }
        }
        people.replaceAll((_, all) -> List.copyOf(all));
        datasets.replaceAll((_, all) -> List.copyOf(all));
        if (now.isEmpty()) {
            forbidden.remove(owner);
        } else {
            forbidden.put(owner, new Forbidden(people, datasets));
        }
        prohibitions.addAndGet(now.size() - count(before));
    }

    void demand(AgencyCode owner, List<AccessCondition> now) {
        if (now.isEmpty()) {
            demanded.remove(owner);
        } else {
            demanded.put(owner, List.copyOf(now));
        }
    }

    void narrow(AgencyCode owner, List<RolePolicy> now) {
        if (now.isEmpty()) {
            narrowed.remove(owner);
        } else {
            narrowed.put(owner, List.copyOf(now));
        }
    }

    private static <R extends OwnerRule<?>> List<R> concerning(
            DatasetId dataset, @Nullable List<R> owners) {
        if (owners == null) {
            return List.of();
        }
        var found = new ArrayList<R>(owners.size());
        for (var each : owners) {
            if (each.concerns(dataset)) {
                found.add(each);
            }
        }
        return found;
    }

    private static long count(Forbidden owners) {
        return owners.people.values().stream().mapToLong(List::size).sum()
                + owners.datasets.values().stream().mapToLong(List::size).sum();
    }
}
