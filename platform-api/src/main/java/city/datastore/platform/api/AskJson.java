package city.datastore.platform.api;

import city.datastore.access.requests.AccessRequest;
import city.datastore.access.requests.AccessRequests;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PurposeCode;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an officer asks for.
 *
 * @param until left out: in twelve months, or with the agreement if that is earlier
 */
record AskJson(
        @Nullable String dataset,
        @Nullable String agreement,
        @Nullable String purpose,
        @Nullable List<@Nullable String> actions,
        @Nullable String until,
        @Nullable String justification) {

    private static final int MAX_ACTIONS = 20;

    AccessRequests.Ask read() {
        var fields = new Fields();
        var id = fields.name("dataset", dataset, DatasetId::parse);
        var reference = fields.name("agreement", agreement, AgreementRef::new);
        var aim = fields.name("purpose", purpose, PurposeCode::new);
        var wanted =
                fields.<String, PermittedAction>some(
                        "actions",
                        actions,
                        MAX_ACTIONS,
                        (path, each) -> fields.name(path, each, PermittedAction::new));
        var end = fields.anyUntil("until", until);
        var why = fields.text("justification", justification, AccessRequest.Asked.MAX_TEXT);
        fields.check();
        return new AccessRequests.Ask(
                id.get(),
                reference.get(),
                aim.get(),
                new HashSet<>(wanted.get()),
                end.get(),
                why.get());
    }
}
