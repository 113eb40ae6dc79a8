package city.datastore.platform.datasets;

import city.datastore.agreements.KnownDatasets;
import city.datastore.audit.names.DatasetId;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells agreements which datasets there are and what columns they declare. */
public final class DatasetColumns implements KnownDatasets {
    private final Catalogue catalogue;

    public DatasetColumns(EntityManager rows) {
        this.catalogue = new Catalogue(rows);
    }

    @Override
    public Map<String, String> categories(DatasetId dataset) {
        return catalogue.dataset(dataset).map(DatasetRow::columnCategories).orElse(Map.of());
    }

    @Override
    public Optional<List<String>> columns(DatasetId dataset) {
        return catalogue.dataset(dataset).map(DatasetRow::columnNames);
    }
}
