package city.datastore.platform.api;

import city.datastore.access.policy.ColumnScope;
import city.datastore.agreements.TermsCheck;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Which columns are meant, as JSON says it: the word {@code "all"}, or a list of names. */
final class ColumnsJson {
    private static final int MAX_NAME = 200;
    private static final String RULE = "has to be the word all, or a list of column names";

    private ColumnsJson() {}

    static Supplier<ColumnScope> read(Fields fields, String field, @Nullable JsonNode columns) {
        if (columns == null || columns.isNull()) {
            return fields.fault(field, "is missing; it " + RULE);
        }
        if (columns.isString()) {
            return columns.stringValue().equals("all")
                    ? () -> ColumnScope.ALL
                    : fields.fault(field, RULE);
        }
        if (!columns.isArray()) {
            return fields.fault(field, RULE);
        }
        var names = new ArrayList<String>();
        for (var each : columns) {
            if (!each.isString()) {
                return fields.fault(field + "[" + names.size() + "]", "has to be text");
            }
            names.add(each.stringValue());
        }
        if (new LinkedHashSet<>(names).size() < names.size()) {
            return fields.fault(field, "names a column twice");
        }
        var read =
                fields.<String, String>some(
                        field,
                        new ArrayList<@Nullable String>(names),
                        TermsCheck.MAX_COLUMNS,
                        (path, name) -> fields.text(path, name, MAX_NAME));
        return () -> ColumnScope.only(read.get());
    }

    /** The word, or the names in their order. */
    static Object of(ColumnScope columns) {
        return switch (columns) {
            case ColumnScope.All _ -> "all";
            case ColumnScope.Only(var names) -> List.copyOf(names);
        };
    }
}
