package city.datastore.platform.api;

import city.datastore.access.identity.Caller;
import city.datastore.platform.keeping.Keeping;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.NativeWebRequest;

/** How long the record is kept, and legal holds that stop the deletion of its bodies. */
@RestController
@RequestMapping(Paths.V1 + "/audit")
class RetentionApi {
    private final Keeping keeping;

    RetentionApi(Keeping keeping) {
        this.keeping = keeping;
    }

    @GetMapping("/retention")
    ResponseEntity<RetentionJson> see(Caller caller, NativeWebRequest request) {
        Query.of(request);
        var seen = keeping.see(caller);
        return ApiHeaders.ok(seen).body(RetentionJson.of(seen.value()));
    }

    /** In force when it answers. */
    @PostMapping("/holds")
    ResponseEntity<HoldJson> set(Caller caller, @RequestBody HoldAskJson body) {
        var wanted = body.read();
        var hold = keeping.set(caller, wanted.kind(), wanted.value(), wanted.reason());
        return ResponseEntity.status(HttpStatus.CREATED)
                .header(ApiHeaders.AUDIT_EVENT, hold.event().toString())
                .body(HoldJson.of(hold.value()));
    }

    @PostMapping("/holds/{id}/lifting")
    ResponseEntity<HoldJson> lift(
            Caller caller, @PathVariable String id, @RequestBody WhyJson body) {
        var lifted = keeping.lift(caller, Paths.hold(id), body.read());
        return ApiHeaders.ok(lifted).body(HoldJson.of(lifted.value()));
    }
}
