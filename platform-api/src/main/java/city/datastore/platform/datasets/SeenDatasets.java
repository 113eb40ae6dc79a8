package city.datastore.platform.datasets;

import city.datastore.audit.names.DatasetId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Datasets that this node has read once, and whether they are hidden: a dataset never changes and
 * never goes, and the platform's own role could do neither to it. Thread-safe.
 */
final class SeenDatasets {
    /** Beyond so many it begins anew. */
    static final int MOST = 100_000;

    private final Map<DatasetId, Boolean> hidden = new ConcurrentHashMap<>();

    /** Whether it is hidden; null where it was not seen. */
    @Nullable Boolean hidden(DatasetId dataset) {
        return hidden.get(dataset);
    }

    void add(DatasetId dataset, boolean isHidden) {
        if (hidden.size() >= MOST) {
            hidden.clear();
        }
        hidden.put(dataset, isHidden);
    }
}
