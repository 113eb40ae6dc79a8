package city.datastore.platform.api;

import city.datastore.access.emergency.Emergencies;
import city.datastore.access.emergency.Emergency;
import city.datastore.access.identity.Caller;
import city.datastore.audit.event.Recorded;
import city.datastore.platform.desk.EmergencyDesk;
import java.net.URI;
import java.time.Clock;
import java.util.Set;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.NativeWebRequest;

/** Emergency access: opened at once, ended within hours, reviewed by somebody else. */
@RestController
@RequestMapping(Paths.V1 + "/emergency-accesses")
class EmergenciesApi {
    private static final Set<String> STATES = Set.of("running", "to-review", "overdue", "reviewed");

    private final EmergencyDesk desk;
    private final Emergencies emergencies;
    private final Clock clock;

    EmergenciesApi(EmergencyDesk desk, Emergencies emergencies, Clock clock) {
        this.desk = desk;
        this.emergencies = emergencies;
        this.clock = clock;
    }

    @GetMapping
    ResponseEntity<PageJson<EmergencyJson>> find(Caller caller, NativeWebRequest request) {
        var query = Query.of(request, "dataset", "state", "limit", "cursor");
        var dataset = query.dataset("dataset");
        var state = query.word("state", STATES);
        var event = emergencies.admitToList(caller);
        var found = query.page(page -> emergencies.list(caller, dataset, state, page));
        var now = clock.instant();
        return ApiHeaders.ok(event)
                .body(PageJson.of(found, each -> EmergencyJson.of(each, "", now)));
    }

    /** Of the last twelve months, by month. */
    @GetMapping("/figures")
    ResponseEntity<EmergencyFiguresJson> figures(Caller caller) {
        var event = emergencies.admitToList(caller);
        return ApiHeaders.ok(event)
                .body(EmergencyFiguresJson.of(emergencies.figures(caller).orElseThrow()));
    }

    @GetMapping("/{id}")
    ResponseEntity<EmergencyJson> see(Caller caller, @PathVariable String id) {
        return answer(emergencies.see(caller, Paths.emergency(id)));
    }

    /** Running when it answers. */
    @PostMapping
    ResponseEntity<EmergencyJson> open(Caller caller, @RequestBody EmergencyAskJson body) {
        var wanted = body.read();
        var opened =
                desk.open(caller, wanted.dataset(), wanted.kind(), wanted.value(), wanted.open());
        return ResponseEntity.created(
                        URI.create(
                                Paths.V1 + "/emergency-accesses/" + opened.value().access().id()))
                .header(ApiHeaders.AUDIT_EVENT, opened.event().toString())
                .body(json(opened.value()));
    }

    @PostMapping("/{id}/renewal")
    ResponseEntity<EmergencyJson> renew(
            Caller caller, @PathVariable String id, @RequestBody RenewalJson body) {
        return answer(emergencies.renew(caller, Paths.emergency(id), body.read()));
    }

    /** Nothing is read under it once this answers. */
    @PostMapping("/{id}/ending")
    ResponseEntity<EmergencyJson> end(
            Caller caller, @PathVariable String id, @RequestBody WhyJson body) {
        return answer(emergencies.end(caller, Paths.emergency(id), body.read()));
    }

    @PostMapping("/{id}/review")
    ResponseEntity<EmergencyJson> review(
            Caller caller, @PathVariable String id, @RequestBody EmergencyReviewJson body) {
        var found = body.read();
        return answer(
                emergencies.review(caller, Paths.emergency(id), found.outcome(), found.note()));
    }

    private ResponseEntity<EmergencyJson> answer(Recorded<Emergency> done) {
        return ApiHeaders.ok(done).body(json(done.value()));
    }

    private EmergencyJson json(Emergency one) {
        return EmergencyJson.of(one, desk.call(one.access().dataset()), clock.instant());
    }
}
