package city.datastore.platform.api;

import city.datastore.access.emergency.Arrangements;
import city.datastore.access.emergency.Vocabulary;
import city.datastore.access.identity.Caller;
import city.datastore.platform.desk.EmergencyDesk;
import java.net.URI;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.NativeWebRequest;

/** What owners of data arrange before an emergency, and the words of emergencies. */
@RestController
@RequestMapping(Paths.V1 + "/emergency-arrangements")
class EmergencyArrangementsApi {
    private final EmergencyDesk desk;
    private final Arrangements arrangements;
    private final Vocabulary vocabulary;

    EmergencyArrangementsApi(EmergencyDesk desk, Arrangements arrangements, Vocabulary vocabulary) {
        this.desk = desk;
        this.arrangements = arrangements;
        this.vocabulary = vocabulary;
    }

    @GetMapping
    ResponseEntity<PageJson<ArrangementJson>> find(Caller caller, NativeWebRequest request) {
        var query = Query.of(request, "standing", "limit", "cursor");
        boolean standing = query.yes("standing");
        var event = arrangements.admitToList(caller);
        var found = query.page(page -> arrangements.list(caller, standing, page));
        return ApiHeaders.ok(event).body(PageJson.of(found, ArrangementJson::of));
    }

    /** The duty roles, reasons and lawful bases that the other calls take. */
    @GetMapping("/words")
    EmergencyWordsJson words() {
        return EmergencyWordsJson.of(vocabulary);
    }

    @GetMapping("/{id}")
    ResponseEntity<ArrangementJson> see(Caller caller, @PathVariable String id) {
        var seen = arrangements.see(caller, Paths.emergency(id));
        return ApiHeaders.ok(seen).body(ArrangementJson.of(seen.value()));
    }

    /** In the place of what stands on the dataset; in force when it answers. */
    @PostMapping
    ResponseEntity<ArrangementJson> set(Caller caller, @RequestBody ArrangementAskJson body) {
        var set = desk.arrange(caller, body.read());
        return ResponseEntity.created(
                        URI.create(
                                Paths.V1
                                        + "/emergency-arrangements/"
                                        + set.value().arranged().id()))
                .header(ApiHeaders.AUDIT_EVENT, set.event().toString())
                .body(ArrangementJson.of(set.value()));
    }

    /** Ends what runs under it, too. */
    @PostMapping("/{id}/ending")
    ResponseEntity<ArrangementJson> end(
            Caller caller, @PathVariable String id, @RequestBody WhyJson body) {
        var ended = arrangements.end(caller, Paths.emergency(id), body.read());
        return ApiHeaders.ok(ended).body(ArrangementJson.of(ended.value()));
    }
}
