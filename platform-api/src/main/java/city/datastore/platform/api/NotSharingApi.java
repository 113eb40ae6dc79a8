package city.datastore.platform.api;

import city.datastore.access.emergency.NotSharing;
import city.datastore.access.identity.Caller;
import city.datastore.platform.desk.EmergencyDesk;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.NativeWebRequest;

/** Decisions not to share, which are records like decisions to share. */
@RestController
@RequestMapping(Paths.V1 + "/decisions-not-to-share")
class NotSharingApi {
    private final EmergencyDesk desk;
    private final NotSharing notSharing;

    NotSharingApi(EmergencyDesk desk, NotSharing notSharing) {
        this.desk = desk;
        this.notSharing = notSharing;
    }

    @GetMapping
    ResponseEntity<PageJson<NotSharedJson>> find(Caller caller, NativeWebRequest request) {
        var query = Query.of(request, "limit", "cursor");
        var event = notSharing.admitToList(caller);
        var found = query.page(page -> notSharing.list(caller, page));
        return ApiHeaders.ok(event).body(PageJson.of(found, NotSharedJson::of));
    }

    @PostMapping
    ResponseEntity<NotSharedJson> record(Caller caller, @RequestBody NotSharedAskJson body) {
        var wanted = body.read();
        var kept =
                desk.notShare(
                        caller,
                        wanted.askedBy(),
                        wanted.dataset(),
                        wanted.about(),
                        wanted.why(),
                        wanted.caseReference());
        return ResponseEntity.status(HttpStatus.CREATED)
                .header(ApiHeaders.AUDIT_EVENT, kept.event().toString())
                .body(NotSharedJson.of(kept.value()));
    }
}
