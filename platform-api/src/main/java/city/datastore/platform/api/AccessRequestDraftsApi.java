package city.datastore.platform.api;

import city.datastore.access.drafts.Draft;
import city.datastore.access.drafts.RequestDrafts;
import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.paging.Page;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Requests that the caller has begun and not sent; nobody else sees them. */
@RestController
@RequestMapping(Paths.V1)
class AccessRequestDraftsApi {
    private static final String DRAFTS = "/access-request-drafts";

    private final Gatekeeper gatekeeper;
    private final RequestDrafts drafts;

    AccessRequestDraftsApi(Gatekeeper gatekeeper, RequestDrafts drafts) {
        this.gatekeeper = gatekeeper;
        this.drafts = drafts;
    }

    @PostMapping(DRAFTS)
    ResponseEntity<DraftJson> begin(Caller caller, @RequestBody DraftAskJson body) {
        return created(drafts.begin(caller, body.read()));
    }

    /** From an earlier request of the caller's; follows it where it was returned for changes. */
    @PostMapping("/access-requests/{id}/copy")
    ResponseEntity<DraftJson> copy(
            Caller caller,
            @PathVariable String id,
            @RequestBody(required = false) @Nullable NothingJson body) {
        return created(drafts.copy(caller, Paths.request(id)));
    }

    /** That asks to continue a grant of the caller's. */
    @PostMapping("/grants/{id}/renewal")
    ResponseEntity<DraftJson> renewal(
            Caller caller,
            @PathVariable String id,
            @RequestBody(required = false) @Nullable NothingJson body) {
        return created(drafts.renewal(caller, Paths.grant(id)));
    }

    @GetMapping(DRAFTS)
    ResponseEntity<PageJson<DraftJson>> mine(Caller caller) {
        var pass = gatekeeper.admit(Question.of(caller, Act.LIST_REQUESTS, new Target.OfList()));
        return ApiHeaders.ok(pass.event())
                .body(PageJson.of(new Page<>(drafts.mine(caller), null), DraftJson::of));
    }

    @GetMapping(DRAFTS + "/{id}")
    ResponseEntity<DraftJson> see(Caller caller, @PathVariable String id) {
        var pass = gatekeeper.admit(Question.of(caller, Act.LIST_REQUESTS, new Target.OfList()));
        var draft = drafts.draft(caller, Paths.request(id));
        return ApiHeaders.ok(pass.event()).body(DraftJson.of(draft));
    }

    @PutMapping(DRAFTS + "/{id}")
    ResponseEntity<DraftJson> save(
            Caller caller, @PathVariable String id, @RequestBody DraftAskJson body) {
        var saved = drafts.save(caller, Paths.request(id), body.read());
        return ApiHeaders.ok(saved).body(DraftJson.of(saved.value()));
    }

    @DeleteMapping(DRAFTS + "/{id}")
    ResponseEntity<DraftJson> discard(Caller caller, @PathVariable String id) {
        var gone = drafts.discard(caller, Paths.request(id));
        return ApiHeaders.ok(gone).body(DraftJson.of(gone.value()));
    }

    /** A request to each owner for each dataset, all of them or none; the draft is gone then. */
    @PostMapping(DRAFTS + "/{id}/sending")
    ResponseEntity<PageJson<AccessRequestJson>> send(
            Caller caller,
            @PathVariable String id,
            @RequestBody(required = false) @Nullable NothingJson body) {
        var sent = drafts.send(caller, Paths.request(id));
        return ResponseEntity.created(
                        URI.create(
                                Paths.V1
                                        + "/access-requests/"
                                        + sent.value().getFirst().asked().id()))
                .header(ApiHeaders.AUDIT_EVENT, sent.event().toString())
                .body(PageJson.of(new Page<>(sent.value(), null), AccessRequestJson::of));
    }

    private static ResponseEntity<DraftJson> created(Recorded<Draft> draft) {
        return ResponseEntity.created(URI.create(Paths.V1 + DRAFTS + "/" + draft.value().id()))
                .header(ApiHeaders.AUDIT_EVENT, draft.event().toString())
                .body(DraftJson.of(draft.value()));
    }
}
