package city.datastore.platform.api;

import city.datastore.audit.retention.Hold;
import city.datastore.audit.retention.HoldKind;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A legal hold that is to be set. */
record HoldAskJson(@Nullable String kind, @Nullable String value, @Nullable String reason) {
    private static final String KINDS =
            Arrays.stream(HoldKind.values()).map(HoldKind::code).collect(Collectors.joining(", "));

    /** The same in the project's words. */
    record Wanted(HoldKind kind, String value, String reason) {}

    Wanted read() {
        var fields = new Fields();
        var known = HoldKind.of(kind == null ? "" : kind);
        Supplier<String> name =
                known.isEmpty()
                        ? fields.fault("kind", "has to be one of " + KINDS)
                        : fields.name("value", value, known.get()::checked);
        var why = fields.text("reason", reason, Hold.MAX_REASON);
        fields.check();
        return new Wanted(known.orElseThrow(), name.get(), why.get());
    }
}
