package city.datastore.platform.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The columns of a dataset that identify people, each with its kind. */
record IdentifiersJson(@Nullable List<@Nullable IdentifierJson> identifiers) {
    private static final int MAX = 20;
    private static final int MAX_NAME = 200;

    /** One column. */
    record IdentifierJson(@Nullable String column, @Nullable String kind) {}

    static IdentifiersJson of(Map<String, String> declared) {
        return new IdentifiersJson(
                declared.entrySet().stream()
                        .<@Nullable IdentifierJson>map(
                                each -> new IdentifierJson(each.getKey(), each.getValue()))
                        .toList());
    }

    Map<String, String> read() {
        var fields = new Fields();
        Map<String, String> declared = new LinkedHashMap<>();
        var read =
                fields.each(
                        "identifiers",
                        identifiers,
                        MAX,
                        (path, each) -> {
                            var column = fields.text(path + ".column", each.column(), MAX_NAME);
                            var kind = fields.text(path + ".kind", each.kind(), MAX_NAME);
                            return () -> Map.entry(column.get(), kind.get());
                        });
        fields.check();
        read.get()
                .forEach(each -> {
                    if (declared.put(each.getKey(), each.getValue()) != null) {
                        fields.fault("identifiers", "names the column " + each.getKey() + " twice");
                    }
                });
        fields.check();
        return declared;
    }
}
