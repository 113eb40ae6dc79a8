package city.datastore.platform.api;

import city.datastore.access.conditions.ConditionAsk;
import city.datastore.access.conditions.Conditions;
import city.datastore.access.identity.Caller;
import city.datastore.platform.datasets.Datasets;
import java.net.URI;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.NativeWebRequest;

/** On what conditions owners of data let people read it, beyond agreements and grants. */
@RestController
@RequestMapping(Paths.V1 + "/conditions")
class ConditionsApi {
    private final Conditions conditions;
    private final Datasets datasets;

    ConditionsApi(Conditions conditions, Datasets datasets) {
        this.conditions = conditions;
        this.datasets = datasets;
    }

    @GetMapping
    ResponseEntity<PageJson<ConditionJson>> find(Caller caller, NativeWebRequest request) {
        var query = Query.of(request, "dataset", "standing", "limit", "cursor");
        var dataset = query.dataset("dataset");
        boolean standing = query.yes("standing");
        var event = conditions.admitToList(caller, dataset);
        var found = query.page(page -> conditions.list(caller, dataset, standing, page));
        return ApiHeaders.ok(event).body(PageJson.of(found, ConditionJson::of));
    }

    @GetMapping("/{id}")
    ResponseEntity<ConditionJson> see(Caller caller, @PathVariable String id) {
        var seen = conditions.see(caller, Paths.condition(id));
        return ApiHeaders.ok(seen).body(ConditionJson.of(seen.value()));
    }

    /** Whom it would bind; nothing is set. */
    @PostMapping("/preview")
    ResponseEntity<ConditionLookJson> preview(Caller caller, @RequestBody ConditionAskJson body) {
        var look = conditions.preview(caller, checked(caller, body.readForPreview()));
        return ApiHeaders.ok(look).body(ConditionLookJson.of(look.value()));
    }

    /** In force when it answers. */
    @PostMapping
    ResponseEntity<ConditionJson> set(Caller caller, @RequestBody ConditionAskJson body) {
        var set = conditions.set(caller, checked(caller, body.read()));
        return ResponseEntity.created(
                        URI.create(Paths.V1 + "/conditions/" + set.value().rule().id()))
                .header(ApiHeaders.AUDIT_EVENT, set.event().toString())
                .body(ConditionJson.of(set.value()));
    }

    @PostMapping("/{id}/end")
    ResponseEntity<ConditionJson> end(
            Caller caller, @PathVariable String id, @RequestBody WhyJson body) {
        var ended = conditions.end(caller, Paths.condition(id), body.read());
        return ApiHeaders.ok(ended).body(ConditionJson.of(ended.value()));
    }

    /** Nobody sets conditions on what is not there. */
    private ConditionAsk checked(Caller caller, ConditionAsk ask) {
        var dataset = ask.dataset();
        if (dataset != null) {
            datasets.see(caller, dataset);
        }
        return ask;
    }
}
