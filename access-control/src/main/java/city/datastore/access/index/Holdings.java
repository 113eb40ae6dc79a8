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
 */
record Holdings(
        int hash, PersonId holder, DatasetId dataset, List<HeldGrant> grants, List<String> names) {
    static Holdings none(PersonId holder, DatasetId dataset) {
        return new Holdings(hash(holder, dataset), holder, dataset, List.of(), List.of());
    }

    static int hash(PersonId holder, DatasetId dataset) {
        int both = (31 * holder.hashCode() + dataset.hashCode()) * 0x9E3779B9;
        return both ^ (both >>> 16);
    }

    Holdings and(HeldGrant grant, String name) {
        return new Holdings(hash, holder, dataset, with(grants, grant), with(names, name));
    }

    boolean areOf(int hashed, PersonId person, DatasetId data) {
        return hash == hashed && holder.equals(person) && dataset.equals(data);
    }

    private static <T> List<T> with(List<T> some, T more) {
        var all = new ArrayList<>(some);
        all.add(more);
        return List.copyOf(all);
    }
}
