package city.datastore.platform.api;

import city.datastore.access.identity.Caller;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.platform.datasets.Classification;
import city.datastore.platform.datasets.Dataset;
import city.datastore.platform.datasets.DatasetFields;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A dataset as its steward describes it.
 *
 * @param agency the owner, the steward's own agency where it is left out
 */
record NewDatasetJson(
        @Nullable String agency,
        @Nullable String name,
        @Nullable String title,
        @Nullable String description,
        @Nullable String classification,
        @Nullable List<@Nullable String> topics,
        @Nullable List<@Nullable ColumnJson> columns,
        @Nullable Boolean hidden) {

    Dataset read(Caller caller, Instant now) {
        var fields = new Fields();
        var owner =
                fields.name(
                        "agency",
                        agency == null && caller.agency() != null
                                ? caller.agency().value()
                                : agency,
                        AgencyCode::new);
        var id =
                fields.name(
                        "name", name, text -> new DatasetId(new AgencyCode("any"), text).name());
        var heading = fields.text("title", title, DatasetFields.MAX_TITLE);
        var told = fields.anyText("description", description, DatasetFields.MAX_DESCRIPTION);
        var marking =
                classification == null ? null : Classification.of(classification).orElse(null);
        if (marking == null) {
            fields.fault("classification", "has to be one of " + markings());
        }
        var subjects =
                fields.<String, String>each(
                        "topics",
                        topics,
                        DatasetFields.MAX_TOPICS,
                        (path, topic) -> fields.text(path, topic, DatasetFields.MAX_TOPIC));
        var declared =
                fields.<ColumnJson, Dataset.Column>each(
                        "columns",
                        columns,
                        DatasetFields.MAX_COLUMNS,
                        (path, column) -> column.read(fields, path));
        var secret = fields.yes(hidden);
        fields.check();
        return new Dataset(
                new DatasetId(owner.get(), id.get()),
                heading.get(),
                told.get(),
                marking == null ? Classification.OFFICIAL_SENSITIVE : marking,
                subjects.get(),
                declared.get(),
                secret.get(),
                now,
                null);
    }

    static String markings() {
        return Arrays.stream(Classification.values())
                .map(Classification::marking)
                .collect(Collectors.joining(", "));
    }
}
