package city.datastore.platform.api;

import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.PurposeCode;
import city.datastore.platform.desk.DecisionDesk;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A question about what somebody could do.
 *
 * @param person whom it is about, the caller where it is left out
 */
record DecisionAskJson(
        @Nullable String dataset,
        @Nullable String action,
        @Nullable String purpose,
        @Nullable String agreement,
        @Nullable String person) {

    /** The same in the project's words. */
    DecisionDesk.Ask read() {
        var fields = new Fields();
        var id = fields.name("dataset", dataset, DatasetId::parse);
        var act = fields.name("action", action, PermittedAction::new);
        var aim = optional(fields, "purpose", purpose, PurposeCode::new);
        var reference = optional(fields, "agreement", agreement, AgreementRef::new);
        var about = optional(fields, "person", person, PersonId::new);
        fields.check();
        if (!act.get().equals(PermittedAction.READ)) {
            fields.fault("action", "has to be read, the one that the platform decides on");
            fields.check();
        }
        return new DecisionDesk.Ask(
                id.get(),
                reference == null ? null : reference.get(),
                aim == null ? null : aim.get(),
                about == null ? null : about.get());
    }

    private static <T> @Nullable Supplier<T> optional(
            Fields fields, String field, @Nullable String text, Function<String, T> rule) {
        return text == null ? null : fields.name(field, text, rule);
    }
}
