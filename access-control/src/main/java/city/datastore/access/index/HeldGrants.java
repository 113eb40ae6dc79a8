package city.datastore.access.index;

import city.datastore.access.policy.HeldGrant;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PersonId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Who holds which grants on what. One thread writes; any number read. */
final class HeldGrants {
    private final HoldingSlots held = new HoldingSlots();
    private final Map<PersonId, Set<DatasetId>> datasets = new ConcurrentHashMap<>();

    /** Subjects by user names that they have or had. */
    private final Map<String, Set<PersonId>> called = new ConcurrentHashMap<>();

    private final AtomicLong count = new AtomicLong();
    private final SharedParts shared;
    private final Promises promises;

    /**
     * @param shared what other facts name too
     * @param promises of the agreements that grants are given under
     */
    HeldGrants(SharedParts shared, Promises promises) {
        this.shared = shared;
        this.promises = promises;
    }

    List<HeldGrant> of(PersonId holder, DatasetId dataset) {
        var found = held.get(holder, dataset);
        return found == null ? List.of() : found.grants();
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
        var grant = shared.grant(fresh.grant(), promises.known(fresh.grant().agreement()));
        var name = shared.name(fresh.name());
        held.put(holdings(grant.holder(), grant.dataset()).and(grant, name));
        datasets.computeIfAbsent(grant.holder(), _ -> ConcurrentHashMap.newKeySet(2))
                .add(grant.dataset());
        called.computeIfAbsent(name, _ -> ConcurrentHashMap.newKeySet(2)).add(grant.holder());
        count.incrementAndGet();
    }

    void replace(PersonId holder, DatasetId dataset, List<Holding> now) {
        var before = held.get(holder, dataset);
        if (before != null) {
            held.put(Holdings.none(holder, dataset));
            count.addAndGet(-before.grants().size());
            datasets.computeIfPresent(
                    holder, (_, all) -> all.remove(dataset) && all.isEmpty() ? null : all);
        }
        now.forEach(this::add);
    }

    private Holdings holdings(PersonId holder, DatasetId dataset) {
        var found = held.get(holder, dataset);
        return found == null || found.grants().isEmpty() ? Holdings.none(holder, dataset) : found;
    }

    /** Ids of grants are in the order in which they were given. */
    private static @Nullable Holding newest(
            @Nullable Holding found, Holdings some, @Nullable String name) {
        var newest = found;
        for (int i = 0; i < some.grants().size(); i++) {
            var grant = some.grants().get(i);
            var called = some.names().get(i);
            if ((name == null || name.equals(called))
                    && (newest == null
                            || grant.id().value().compareTo(newest.grant().id().value()) > 0)) {
                newest = new Holding(grant, called);
            }
        }
        return newest;
    }
}
