package city.datastore.platform.datasets;

import city.datastore.audit.names.DatasetId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Datasets that this node has read once and that are not hidden: a dataset never changes and never
 * goes, and the platform's own role could do neither to it. Hidden ones are looked up each time, as
 * long as those that are not there. Thread-safe.
 */
final class SeenDatasets {
    /** Beyond so many it begins anew. */
    static final int MOST = 100_000;

    private final Set<DatasetId> open = ConcurrentHashMap.newKeySet();

    boolean contains(DatasetId dataset) {
        return open.contains(dataset);
    }

    void add(DatasetId dataset) {
        if (open.size() >= MOST) {
            open.clear();
        }
        open.add(dataset);
    }
}
