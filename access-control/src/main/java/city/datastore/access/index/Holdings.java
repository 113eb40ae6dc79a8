package city.datastore.access.index;

import city.datastore.access.policy.HeldGrant;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PersonId;
import java.util.ArrayList;
import java.util.List;

/**
 * What one person holds on one dataset.
 *
 * @param hash of person and dataset
 * @param names the user name of each grant's holder
 * @param holder as text, which takes one look into memory less; the last part is the first that the
 *     garbage collector copies, next to this
 */
record Holdings(
        int hash, List<String> names, List<HeldGrant> grants, DatasetId dataset, String holder) {
    /** Two to the power of 32 by the golden ratio. */
    private static final int SPREAD = 0x9E3779B9;

    static Holdings none(PersonId holder, DatasetId dataset) {
        return new Holdings(hash(holder, dataset), List.of(), List.of(), dataset, holder.value());
    }

    /**
     * Names that count up have hashes that count up: merely added, pairs of them would be alike.
     */
    static int hash(PersonId holder, DatasetId dataset) {
        int both = (holder.value().hashCode() * SPREAD + dataset.hashCode()) * SPREAD;
        return both ^ (both >>> 16);
    }

    Holdings and(HeldGrant grant, String name) {
        return new Holdings(hash, with(names, name), with(grants, grant), dataset, holder);
    }

    boolean areOf(int hashed, String person, DatasetId data) {
        return hash == hashed && holder.equals(person) && dataset.equals(data);
    }

    private static <T> List<T> with(List<T> some, T more) {
        var all = new ArrayList<>(some);
        all.add(more);
        return List.copyOf(all);
    }
}
