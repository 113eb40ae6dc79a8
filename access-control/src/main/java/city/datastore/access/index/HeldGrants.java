package city.datastore.access.index;

import city.datastore.access.policy.HeldGrant;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PersonId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Who holds which grants on what. One thread writes; others read through {@link LeasedIndex}. */
final class HeldGrants {
    private final GrantLines held = new GrantLines();
    private final Map<PersonId, Set<DatasetId>> datasets = new ConcurrentHashMap<>();

    /** Subjects by user names that they have or had. */
    private final Map<String, Set<PersonId>> called = new ConcurrentHashMap<>();

    private final SharedParts shared;

    /**
     * @param shared what other facts name too
     */
    HeldGrants(SharedParts shared) {
        this.shared = shared;
    }

    List<HeldGrant> of(PersonId holder, DatasetId dataset) {
        return held.of(holder, dataset);
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
        var found = held.newest(person, dataset, null);
        for (var subject : called.getOrDefault(person.value(), Set.of())) {
            found = newer(found, held.newest(subject, dataset, person.value()));
        }
        return Optional.ofNullable(found);
    }

    long count() {
        return held.count();
    }

    /** A grant that is not in it yet. */
    void add(Holding fresh) {
        var kept = shared.holding(fresh);
        held.add(kept);
        var holder = kept.grant().holder();
        datasets.computeIfAbsent(holder, _ -> ConcurrentHashMap.newKeySet(2))
                .add(kept.grant().dataset());
        called.computeIfAbsent(kept.name(), _ -> ConcurrentHashMap.newKeySet(2)).add(holder);
    }

    void replace(PersonId holder, DatasetId dataset, List<Holding> now) {
        if (held.remove(holder, dataset) > 0) {
            datasets.computeIfPresent(
                    holder, (_, all) -> all.remove(dataset) && all.isEmpty() ? null : all);
        }
        now.forEach(this::add);
    }

    private static @Nullable Holding newer(@Nullable Holding one, @Nullable Holding other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        boolean newer = other.grant().id().value().compareTo(one.grant().id().value()) > 0;
        return newer ? other : one;
    }
}
