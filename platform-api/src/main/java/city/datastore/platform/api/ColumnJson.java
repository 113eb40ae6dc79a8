package city.datastore.platform.api;

import city.datastore.platform.datasets.Dataset;
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
        var named = fields.text(path + ".name", name, NewDatasetJson.MAX_WORD);
        var kind = fields.anyText(path + ".type", type, NewDatasetJson.MAX_WORD);
        var told = fields.anyText(path + ".description", description, NewDatasetJson.MAX_TEXT);
        var group = fields.anyText(path + ".category", category, NewDatasetJson.MAX_WORD);
        return () -> new Dataset.Column(named.get(), kind.get(), told.get(), group.get());
    }
}
