package city.datastore.platform.api;

import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.PurposeCode;
import city.datastore.platform.subjects.Withholding;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** That accesses are to be withheld, or go on being so. */
record WithholdJson(
        @Nullable String agreement,
        @Nullable String purpose,
        @Nullable String reason,
        @Nullable String reviewDue) {

    /** The same in the project's words. */
    record Wanted(
            @Nullable AgreementRef agreement,
            @Nullable PurposeCode purpose,
            String reason,
            Instant reviewDue) {}

    Wanted read() {
        var fields = new Fields();
        var under = optional(fields, "agreement", agreement, AgreementRef::new);
        var aim = optional(fields, "purpose", purpose, PurposeCode::new);
        var why = fields.text("reason", reason, Withholding.MAX_REASON);
        var due = fields.until("reviewDue", reviewDue);
        fields.check();
        return new Wanted(
                under == null ? null : under.get(),
                aim == null ? null : aim.get(),
                why.get(),
                due.get());
    }

    private static <T> @Nullable Supplier<T> optional(
            Fields fields, String field, @Nullable String text, Function<String, T> rule) {
        return text == null ? null : fields.name(field, text, rule);
    }
}
