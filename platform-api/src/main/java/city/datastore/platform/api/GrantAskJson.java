package city.datastore.platform.api;

import city.datastore.access.policy.ColumnScope;
import city.datastore.access.requests.AccessRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the owner of the data grants.
 *
 * @param until left out, as long as was asked and not longer than the agreement
 * @param columns the word {@code "all"} or a list; left out, all that the agreement allows
 */
record GrantAskJson(@Nullable String until, @Nullable JsonNode columns, @Nullable String comment) {

    /** The same in the project's words. */
    record Wanted(@Nullable Instant until, @Nullable ColumnScope columns, String comment) {}

    Wanted read() {
        var fields = new Fields();
        var end = fields.anyUntil("until", until);
        var scope =
                columns == null || columns.isNull()
                        ? null
                        : ColumnsJson.read(fields, "columns", columns);
        var remark = fields.anyText("comment", comment, AccessRequest.Asked.MAX_TEXT);
        fields.check();
        var named = scope == null ? null : scope.get();
        return new Wanted(end.get(), named instanceof ColumnScope.All ? null : named, remark.get());
    }
}
