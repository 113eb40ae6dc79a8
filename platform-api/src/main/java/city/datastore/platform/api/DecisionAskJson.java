package city.datastore.platform.api;

import city.datastore.access.policy.Supposition;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.PurposeCode;
import city.datastore.platform.desk.DecisionDesk;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A question about what somebody could do.
 *
 * @param person whom it is about, the caller where it is left out
 * @param suppose what is to be taken as otherwise: {@code granted}, {@code in-force}, {@code
 *     lifted}; as it is where it is left out
 */
record DecisionAskJson(
        @Nullable String dataset,
        @Nullable String action,
        @Nullable String purpose,
        @Nullable String agreement,
        @Nullable String person,
        @Nullable List<@Nullable String> suppose) {
    private static final String SUPPOSITIONS =
            Arrays.stream(Supposition.values())
                    .map(DecisionAskJson::code)
                    .collect(Collectors.joining(", "));

    /** The same in the project's words. */
    DecisionDesk.Ask read() {
        var fields = new Fields();
        var id = fields.name("dataset", dataset, DatasetId::parse);
        var act = fields.name("action", action, PermittedAction::new);
        var aim = optional(fields, "purpose", purpose, PurposeCode::new);
        var reference = optional(fields, "agreement", agreement, AgreementRef::new);
        var about = optional(fields, "person", person, PersonId::new);
        var supposed =
                fields.<String, Supposition>each(
                        "suppose",
                        suppose,
                        Supposition.values().length,
                        (path, word) -> supposition(fields, path, word));
        fields.check();
        if (!act.get().equals(PermittedAction.READ)) {
            fields.fault("action", "has to be read, the one that the platform decides on");
            fields.check();
        }
        return new DecisionDesk.Ask(
                id.get(),
                reference == null ? null : reference.get(),
                aim == null ? null : aim.get(),
                about == null ? null : about.get(),
                new HashSet<>(supposed.get()));
    }

    private static Supplier<Supposition> supposition(Fields fields, String path, String word) {
        return Arrays.stream(Supposition.values())
                .filter(each -> code(each).equals(word))
                .findFirst()
                .<Supplier<Supposition>>map(each -> () -> each)
                .orElseGet(() -> fields.fault(path, "has to be one of " + SUPPOSITIONS));
    }

    private static String code(Supposition supposition) {
        return supposition.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static <T> @Nullable Supplier<T> optional(
            Fields fields, String field, @Nullable String text, Function<String, T> rule) {
        return text == null ? null : fields.name(field, text, rule);
    }
}
