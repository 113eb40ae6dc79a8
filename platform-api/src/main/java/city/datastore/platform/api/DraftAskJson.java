package city.datastore.platform.api;

import city.datastore.access.drafts.Draft;
import city.datastore.access.requests.AccessRequest;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PurposeCode;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has been filled in of a request so far.
 *
 * @param datasets at least one, each may have another owner
 * @param until left out: in twelve months, or with the agreement if that is earlier
 */
record DraftAskJson(
        @Nullable List<@Nullable String> datasets,
        @Nullable String agreement,
        @Nullable String purpose,
        @Nullable List<@Nullable String> actions,
        @Nullable String until,
        @Nullable String justification) {

    private static final int MAX_ACTIONS = 20;

    Draft.Content read() {
        var fields = new Fields();
        var ids =
                fields.<String, DatasetId>some(
                        "datasets",
                        datasets,
                        Draft.Content.MAX_DATASETS,
                        (path, each) -> fields.name(path, each, DatasetId::parse));
        var reference =
                agreement == null ? null : fields.name("agreement", agreement, AgreementRef::new);
        var aim = purpose == null ? null : fields.name("purpose", purpose, PurposeCode::new);
        var wanted =
                fields.<String, PermittedAction>each(
                        "actions",
                        actions,
                        MAX_ACTIONS,
                        (path, each) -> fields.name(path, each, PermittedAction::new));
        var end = fields.anyUntil("until", until);
        var why = fields.anyText("justification", justification, AccessRequest.Asked.MAX_TEXT);
        fields.check();
        return new Draft.Content(
                ids.get(),
                reference == null ? null : reference.get(),
                aim == null ? null : aim.get(),
                new HashSet<>(wanted.get()),
                end.get(),
                why.get());
    }
}
