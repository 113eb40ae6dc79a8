package city.datastore.platform.api;

import city.datastore.access.identity.Caller;
import city.datastore.platform.datasets.Dataset;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the catalogue says of a dataset. */
record DatasetJson(
        String id,
        String agency,
        String name,
        String title,
        String description,
        String classification,
        List<String> topics,
        List<ColumnJson> columns,
        boolean hidden,
        Instant createdAt,
        @Nullable VersionJson latest) {

    static DatasetJson of(Caller caller, Dataset dataset) {
        var latest = dataset.latest();
        return new DatasetJson(
                dataset.id().toString(),
                dataset.id().agency().value(),
                dataset.id().name(),
                dataset.title(),
                dataset.description(),
                dataset.classification().marking(),
                dataset.topics(),
                dataset.columns().stream().map(ColumnJson::of).toList(),
                dataset.hidden(),
                dataset.createdAt(),
                latest == null ? null : VersionJson.listed(caller, latest));
    }
}
