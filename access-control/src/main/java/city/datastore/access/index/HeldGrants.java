package city.datastore.access.index;

import city.datastore.access.policy.HeldGrant;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PersonId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Who holds which grants on what. One thread writes; any number read. */
final class HeldGrants {
    /**
     * What one person holds on one dataset, and the user name of each grant's holder. Its own key,
     * so that a look into the map goes to as few places in memory as it can.
     */
    private record Holdings(
            PersonId holder, DatasetId dataset, List<HeldGrant> grants, List<String> names) {
        private static Holdings none(PersonId holder, DatasetId dataset) {
            return new Holdings(holder, dataset, List.of(), List.of());
        }

        Holdings and(HeldGrant grant, String name) {
            return new Holdings(holder, dataset, with(grants, grant), with(names, name));
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Holdings some
                    && holder.equals(some.holder)
                    && dataset.equals(some.dataset);
        }

        @Override
        public int hashCode() {
            return 31 * holder.hashCode() + dataset.hashCode();
        }

        private static <T> List<T> with(List<T> some, T more) {
            var all = new ArrayList<>(some);
            all.add(more);
            return List.copyOf(all);
        }
    }

    private final Map<Holdings, Holdings> held = new ConcurrentHashMap<>();
    private final Map<PersonId, Set<DatasetId>> datasets = new ConcurrentHashMap<>();

    /** Subjects by user names that they have or had. */
    private final Map<String, Set<PersonId>> called = new ConcurrentHashMap<>();

    private final AtomicLong count = new AtomicLong();
    private final SharedParts shared;

    /**
     * @param shared what other facts name too
     */
    HeldGrants(SharedParts shared) {
        this.shared = shared;
    }

    List<HeldGrant> of(PersonId holder, DatasetId dataset) {
        return holdings(holder, dataset).grants;
    }

    /** Every dataset on which that person holds a grant, in force or not. */
    Set<DatasetId> datasets(PersonId holder) {
        return datasets.getOrDefault(holder, Set.of());
    }

    /**
     * The newest grant on a dataset of a person, in force or not.
     *
     * @param person subject or user name
     */
    Optional<Holding> newest(DatasetId dataset, PersonId person) {
        var found = newest(null, holdings(person, dataset), null);
        for (var subject : called.getOrDefault(person.value(), Set.of())) {
            found = newest(found, holdings(subject, dataset), person.value());
        }
        return Optional.ofNullable(found);
    }

    long count() {
        return count.get();
    }

    /** A grant that is not in it yet. */
    void add(Holding fresh) {
        var grant = shared.grant(fresh.grant());
        var name = shared.name(fresh.name());
        var now = holdings(grant.holder(), grant.dataset()).and(grant, name);
        held.remove(now);
        held.put(now, now);
        datasets.computeIfAbsent(grant.holder(), _ -> ConcurrentHashMap.newKeySet(2))
                .add(grant.dataset());
        called.computeIfAbsent(name, _ -> ConcurrentHashMap.newKeySet(2)).add(grant.holder());
        count.incrementAndGet();
    }

    void replace(PersonId holder, DatasetId dataset, List<Holding> now) {
        var before = held.remove(Holdings.none(holder, dataset));
        if (before != null) {
            count.addAndGet(-before.grants.size());
            datasets.computeIfPresent(
                    holder, (_, all) -> all.remove(dataset) && all.isEmpty() ? null : all);
        }
        now.forEach(this::add);
    }

    private Holdings holdings(PersonId holder, DatasetId dataset) {
        var none = Holdings.none(holder, dataset);
        return held.getOrDefault(none, none);
    }

    /** Ids of grants are in the order in which they were given. */
    private static @Nullable Holding newest(
            @Nullable Holding found, Holdings some, @Nullable String name) {
        var newest = found;
        for (int i = 0; i < some.grants.size(); i++) {
            var grant = some.grants.get(i);
            var called = some.names.get(i);
            if ((name == null || name.equals(called))
                    && (newest == null
                            || grant.id().value().compareTo(newest.grant().id().value()) > 0)) {
                newest = new Holding(grant, called);
            }
        }
        return newest;
    }
}
