package city.datastore.agreements;

import static city.datastore.agreements.AnAgreement.HMO;
import static city.datastore.agreements.AnAgreement.SPEND;

import city.datastore.access.identity.Agencies;
import city.datastore.access.identity.Agency;
import city.datastore.access.identity.Caller;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** A small city for tests: a few agencies, and datasets that can come and go. */
public final class KnownCity implements Agencies, KnownDatasets, DatasetKnowledge {
    private final Map<DatasetId, List<String>> datasets =
            new ConcurrentHashMap<>(
                    Map.of(
                            SPEND,
                            List.of("Payment Date", "Vendor Name 2", "Amount"),
                            HMO,
                            List.of()));

    private final Map<DatasetId, Map<String, String>> categories = new ConcurrentHashMap<>();

    @Override
    public List<Agency> all() {
        return Stream.of("brent", "camden", "gla", "lfb", "mps")
                .map(code -> new Agency(new AgencyCode(code), code, "test", null))
                .toList();
    }

    @Override
    public Optional<Agency> find(AgencyCode code) {
        return all().stream().filter(agency -> agency.code().equals(code)).findFirst();
    }

    /** Nothing is hidden here. */
    @Override
    public KnownDatasets of(Caller caller, Set<DatasetId> named) {
        return this;
    }

    @Override
    public Optional<List<String>> columns(DatasetId dataset) {
        return Optional.ofNullable(datasets.get(dataset));
    }

    @Override
    public Map<String, String> categories(DatasetId dataset) {
        return categories.getOrDefault(dataset, Map.of());
    }

    public void hold(DatasetId dataset, Map<String, String> its) {
        categories.put(dataset, its);
    }

    public void forget(DatasetId dataset) {
        datasets.remove(dataset);
    }

    public void know(DatasetId dataset, List<String> columns) {
        datasets.put(dataset, columns);
    }
}
