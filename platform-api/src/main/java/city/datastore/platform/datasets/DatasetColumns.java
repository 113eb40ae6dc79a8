package city.datastore.platform.datasets;

import city.datastore.access.emergency.Arrangements;
import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.agreements.DatasetKnowledge;
import city.datastore.agreements.KnownDatasets;
import city.datastore.audit.names.DatasetId;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tells somebody which datasets there are for them and what columns they declare. */
public final class DatasetColumns implements DatasetKnowledge {
    private final Catalogue catalogue;
    private final Visibility visibility;

    public DatasetColumns(EntityManager rows, Gatekeeper gate, Arrangements arrangements) {
        this.catalogue = new Catalogue(rows);
        this.visibility = new Visibility(gate, arrangements);
    }

    @Override
    public KnownDatasets of(Caller caller, Set<DatasetId> named) {
        return new Known(caller, Set.copyOf(named));
    }

    private final class Known implements KnownDatasets {
        private final Caller caller;
        private final Set<DatasetId> named;

        private Known(Caller caller, Set<DatasetId> named) {
            this.caller = caller;
            this.named = named;
        }

        @Override
        public Map<String, String> categories(DatasetId dataset) {
            return row(dataset).map(DatasetRow::columnCategories).orElse(Map.of());
        }

        @Override
        public Optional<List<String>> columns(DatasetId dataset) {
            return row(dataset).map(DatasetRow::columnNames);
        }

        /** Of one that is not there the gate is asked, too, so that both take as long. */
        private Optional<DatasetRow> row(DatasetId dataset) {
            var row = catalogue.dataset(dataset);
            boolean open = named.contains(dataset) || row.filter(one -> !one.hidden()).isPresent();
            return open || visibility.mayKnow(caller, dataset) ? row : Optional.empty();
        }
    }
}
