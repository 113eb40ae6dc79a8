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
        return found == null ? List.of() : found.all(holder, dataset);
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
        var found = newest(person, dataset, null);
        for (var subject : called.getOrDefault(person.value(), Set.of())) {
            found = newer(found, newest(subject, dataset, person.value()));
        }
        return Optional.ofNullable(found);
    }

    long count() {
        return count.get();
    }

    /** A grant that is not in it yet. */
    void add(Holding fresh) {
        var holder = fresh.grant().holder();
        var dataset = fresh.grant().dataset();
        var agreement = promises.known(fresh.grant().agreement());
        var kept = shared.holding(fresh, agreement, held.get(holder, dataset));
        held.put(holder, dataset, kept);
        datasets.computeIfAbsent(holder, _ -> ConcurrentHashMap.newKeySet(2)).add(kept.dataset());
        called.computeIfAbsent(kept.name(), _ -> ConcurrentHashMap.newKeySet(2)).add(holder);
        count.incrementAndGet();
    }

    void replace(PersonId holder, DatasetId dataset, List<Holding> now) {
        var before = held.get(holder, dataset);
        if (before != null) {
            held.put(holder, dataset, null);
            count.addAndGet(-before.count());
            datasets.computeIfPresent(
                    holder, (_, all) -> all.remove(dataset) && all.isEmpty() ? null : all);
        }
        now.forEach(this::add);
    }

    private @Nullable Holding newest(PersonId holder, DatasetId dataset, @Nullable String name) {
        var found = held.get(holder, dataset);
        return found == null ? null : found.newest(holder, dataset, name);
    }

    private static @Nullable Holding newer(@Nullable Holding one, @Nullable Holding other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        boolean newer = other.grant().id().value().compareTo(one.grant().id().value()) > 0;
        return newer ? other : one;
    }
}
