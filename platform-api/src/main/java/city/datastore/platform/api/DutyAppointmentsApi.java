package city.datastore.platform.api;

import city.datastore.access.emergency.Duties;
import city.datastore.access.identity.Caller;
import java.net.URI;
import java.time.Clock;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.NativeWebRequest;

/** Whom agencies appoint to duty roles. */
@RestController
@RequestMapping(Paths.V1 + "/duty-appointments")
class DutyAppointmentsApi {
    private final Duties duties;
    private final Clock clock;

    DutyAppointmentsApi(Duties duties, Clock clock) {
        this.duties = duties;
        this.clock = clock;
    }

    @GetMapping
    ResponseEntity<PageJson<DutyJson>> find(Caller caller, NativeWebRequest request) {
        var query = Query.of(request, "standing", "limit", "cursor");
        boolean standing = query.yes("standing");
        var event = duties.admitToList(caller);
        var found = query.page(page -> duties.list(caller, standing, page));
        var now = clock.instant();
        return ApiHeaders.ok(event).body(PageJson.of(found, each -> DutyJson.of(each, now)));
    }

    @PostMapping
    ResponseEntity<DutyJson> appoint(Caller caller, @RequestBody DutyAskJson body) {
        var made = duties.appoint(caller, body.read());
        return ResponseEntity.created(
                        URI.create(
                                Paths.V1 + "/duty-appointments/" + made.value().appointment().id()))
                .header(ApiHeaders.AUDIT_EVENT, made.event().toString())
                .body(DutyJson.of(made.value(), clock.instant()));
    }

    /** From then on the person reads nothing by it. */
    @PostMapping("/{id}/ending")
    ResponseEntity<DutyJson> end(Caller caller, @PathVariable String id) {
        var ended = duties.end(caller, Paths.emergency(id));
        return ApiHeaders.ok(ended).body(DutyJson.of(ended.value(), clock.instant()));
    }
}
