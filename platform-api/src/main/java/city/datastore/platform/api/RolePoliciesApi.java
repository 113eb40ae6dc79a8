package city.datastore.platform.api;

import city.datastore.access.identity.Caller;
import city.datastore.access.rolepolicies.RolePolicies;
import city.datastore.access.rolepolicies.RolePolicyAsk;
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

/** Which roles owners of data let read it, of those that the rules let read anyway. */
@RestController
@RequestMapping(Paths.V1 + "/role-policies")
class RolePoliciesApi {
    private final RolePolicies policies;
    private final Datasets datasets;

    RolePoliciesApi(RolePolicies policies, Datasets datasets) {
        this.policies = policies;
        this.datasets = datasets;
    }

    @GetMapping
    ResponseEntity<PageJson<RolePolicyJson>> find(Caller caller, NativeWebRequest request) {
        var query = Query.of(request, "dataset", "standing", "limit", "cursor");
        var dataset = query.dataset("dataset");
        boolean standing = query.yes("standing");
        var event = policies.admitToList(caller, dataset);
        var found = query.page(page -> policies.list(caller, dataset, standing, page));
        return ApiHeaders.ok(event).body(PageJson.of(found, RolePolicyJson::of));
    }

    /** What the caller's agency says now, and what the rules say by themselves. */
    @GetMapping("/in-force")
    ResponseEntity<RolePolicyInForceJson> inForce(Caller caller, NativeWebRequest request) {
        var dataset = Query.of(request, "dataset").dataset("dataset");
        var event = policies.admitToList(caller, dataset);
        return ApiHeaders.ok(event)
                .body(RolePolicyInForceJson.of(policies.inForce(caller, dataset).orElse(null)));
    }

    @GetMapping("/{id}")
    ResponseEntity<RolePolicyJson> see(Caller caller, @PathVariable String id) {
        var seen = policies.see(caller, Paths.rolePolicy(id));
        return ApiHeaders.ok(seen).body(RolePolicyJson.of(seen.value()));
    }

    /** Whom it would stop; nothing is set. */
    @PostMapping("/preview")
    ResponseEntity<RolePolicyLookJson> preview(Caller caller, @RequestBody RolePolicyAskJson body) {
        var look = policies.preview(caller, checked(caller, body.readForPreview()));
        return ApiHeaders.ok(look).body(RolePolicyLookJson.of(look.value()));
    }

    /** In force when it answers. */
    @PostMapping
    ResponseEntity<RolePolicyJson> set(Caller caller, @RequestBody RolePolicyAskJson body) {
        var set = policies.set(caller, checked(caller, body.read()));
        return ResponseEntity.created(
                        URI.create(Paths.V1 + "/role-policies/" + set.value().rule().id()))
                .header(ApiHeaders.AUDIT_EVENT, set.event().toString())
                .body(RolePolicyJson.of(set.value()));
    }

    @PostMapping("/{id}/end")
    ResponseEntity<RolePolicyJson> end(
            Caller caller, @PathVariable String id, @RequestBody WhyJson body) {
        var ended = policies.end(caller, Paths.rolePolicy(id), body.read());
        return ApiHeaders.ok(ended).body(RolePolicyJson.of(ended.value()));
    }

    /** Nobody narrows what is not there. */
    private RolePolicyAsk checked(Caller caller, RolePolicyAsk ask) {
        var dataset = ask.dataset();
        if (dataset != null) {
            datasets.see(caller, dataset);
        }
        return ask;
    }
}
