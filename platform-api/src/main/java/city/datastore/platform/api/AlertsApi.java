package city.datastore.platform.api;

import city.datastore.access.identity.Caller;
import city.datastore.audit.alerts.AlertKind;
import city.datastore.audit.alerts.AlertQuery;
import city.datastore.audit.alerts.AlertState;
import city.datastore.platform.desk.AlertDesk;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.NativeWebRequest;

/** Alerts within what the reader may see, and reviewing them. */
@RestController
@RequestMapping(Paths.V1 + "/audit/alerts")
class AlertsApi {
    private static final int MAX_ACTOR = 128;

    private final AlertDesk desk;

    AlertsApi(AlertDesk desk) {
        this.desk = desk;
    }

    @GetMapping
    ResponseEntity<PageJson<AlertJson>> find(Caller caller, NativeWebRequest request) {
        var query = Query.of(request, "kind", "state", "actor", "dataset", "limit", "cursor");
        String kind = query.word("kind", AlertKind.words());
        String state = query.word("state", AlertState.words());
        var wanted =
                new AlertQuery(
                        kind == null ? null : AlertKind.of(kind).orElseThrow(),
                        state == null ? null : AlertState.of(state).orElseThrow(),
                        query.text("actor", MAX_ACTOR).orElse(null),
                        query.dataset("dataset"));
        var event = desk.admitToList(caller);
        var found = query.page(page -> desk.list(caller, wanted, page));
        return ApiHeaders.ok(event).body(PageJson.of(found, AlertJson::of));
    }

    @GetMapping("/{id}")
    ResponseEntity<AlertJson> see(Caller caller, @PathVariable String id) {
        var seen = desk.see(caller, Paths.alert(id));
        return ApiHeaders.ok(seen).body(AlertJson.of(seen.value()));
    }

    /** Adds a review; the newest one says how the alert stands. */
    @PostMapping("/{id}/review")
    ResponseEntity<AlertJson> review(
            Caller caller, @PathVariable String id, @RequestBody ReviewAskJson body) {
        var said = body.read();
        var reviewed = desk.review(caller, Paths.alert(id), said.outcome(), said.note());
        return ApiHeaders.ok(reviewed).body(AlertJson.of(reviewed.value()));
    }
}
