package city.datastore.platform.api;

import city.datastore.access.policy.ReadingAction;
import city.datastore.access.rolepolicies.RolePolicyAsk;
import city.datastore.audit.names.DatasetId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which roles an owner of data wants to let read it.
 *
 * @param dataset left out: every dataset of the owner
 * @param roles for each way of reading, of which one suffices; an empty list lets nobody in
 * @param replaces version in force that it takes the place of, 0 where none is
 */
record RolePolicyAskJson(
        @Nullable String dataset,
        @Nullable Map<String, @Nullable List<@Nullable String>> roles,
        @Nullable Integer replaces,
        @Nullable String reason) {
    private static final int MAX_ROWS = 16;
    private static final int MAX_CODE = 40;

    /** What is to be set, for which a reason and the version that it replaces are needed. */
    RolePolicyAsk read() {
        return read(new Fields(), true);
    }

    /** What somebody wants to see the effect of. */
    RolePolicyAsk readForPreview() {
        return read(new Fields(), false);
    }

    private RolePolicyAsk read(Fields fields, boolean toSet) {
        var on =
                Optional.ofNullable(dataset)
                        .map(name -> fields.name("dataset", name, DatasetId::parse));
        var rows = new HashMap<String, Supplier<List<String>>>();
        if (roles == null) {
            fields.fault(
                    "roles", "is missing; it has to say for each way of reading which roles may");
        } else if (roles.size() > MAX_ROWS) {
            fields.fault("roles", "has " + roles.size() + " entries, the most is " + MAX_ROWS);
        } else {
            for (var action : roles.keySet()) {
                rows.put(action, row(fields, "roles." + action, roles.get(action)));
            }
            for (var action : ReadingAction.values()) {
                if (!roles.containsKey(action.code())) {
                    fields.fault(
                            "roles." + action.code(), "is missing; an empty list lets nobody in");
                }
            }
        }
        if (toSet && (replaces == null || replaces < 0)) {
            fields.fault(
                    "replaces",
                    "has to be the version in force that this one takes the place of, or 0");
        }
        var why =
                toSet
                        ? fields.text("reason", reason, RolePolicyAsk.MAX_TEXT)
                        : fields.anyText("reason", reason, RolePolicyAsk.MAX_TEXT);
        fields.check();
        var read = new HashMap<String, List<String>>();
        rows.forEach((action, names) -> read.put(action, names.get()));
        return new RolePolicyAsk(
                on.map(Supplier::get).orElse(null),
                read,
                replaces == null ? 0 : replaces,
                why.get());
    }

    private static Supplier<List<String>> row(
            Fields fields, String path, @Nullable List<@Nullable String> names) {
        return names == null
                ? fields.fault(path, "is null; an empty list lets nobody in")
                : fields.each(path, names, MAX_ROWS, (at, name) -> fields.text(at, name, MAX_CODE));
    }
}
