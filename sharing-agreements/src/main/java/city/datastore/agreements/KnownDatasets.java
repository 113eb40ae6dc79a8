package city.datastore.agreements;

import city.datastore.audit.names.DatasetId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where agreements learn whether a dataset exists and which columns it declares, as far as somebody
 * may know of it; see {@link DatasetKnowledge}.
 */
public interface KnownDatasets {
    /**
     * The declared column names, in order, empty where none are declared; nothing if there is no
     * such dataset.
     */
    Optional<List<String>> columns(DatasetId dataset);

    /**
     * What each declared column holds, in the words of whoever declared it; a column for which
     * nothing was said is not in it.
     */
    Map<String, String> categories(DatasetId dataset);

    /** The same, where what columns hold stays as it was said when the text was written. */
    default KnownDatasets withoutCategories() {
        KnownDatasets known = this;
        return new KnownDatasets() {
            @Override
            public Optional<List<String>> columns(DatasetId dataset) {
                return known.columns(dataset);
            }

            @Override
            public Map<String, String> categories(DatasetId dataset) {
                return Map.of();
            }
        };
    }
}
