package city.datastore.platform.api;

import city.datastore.platform.datasets.Dataset;
import city.datastore.platform.datasets.DatasetFields;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A column that a dataset declares. */
record ColumnJson(
        @Nullable String name,
        @Nullable String type,
        @Nullable String description,
        @Nullable String category) {

    static ColumnJson of(Dataset.Column column) {
        return new ColumnJson(
                column.name(), column.type(), column.description(), column.category());
    }

    Supplier<Dataset.Column> read(Fields fields, String path) {
        var named = fields.text(path + ".name", name, DatasetFields.MAX_COLUMN_NAME);
        var kind = fields.anyText(path + ".type", type, DatasetFields.MAX_COLUMN_TYPE);
        var told =
                fields.anyText(
                        path + ".description", description, DatasetFields.MAX_COLUMN_DESCRIPTION);
        var group = fields.anyText(path + ".category", category, DatasetFields.MAX_COLUMN_CATEGORY);
        return () -> new Dataset.Column(named.get(), kind.get(), told.get(), group.get());
    }
}
