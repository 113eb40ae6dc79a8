package city.datastore.platform.api;

import city.datastore.access.identity.Caller;
import city.datastore.access.prohibitions.ProhibitionAsk;
import city.datastore.access.prohibitions.Prohibitions;
import city.datastore.platform.datasets.Datasets;
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

/** What owners of data forbid, whatever agreements and grants allow. */
@RestController
@RequestMapping(Paths.V1 + "/prohibitions")
class ProhibitionsApi {
    private final Prohibitions prohibitions;
    private final Datasets datasets;
    private final Clock clock;

    ProhibitionsApi(Prohibitions prohibitions, Datasets datasets, Clock clock) {
        this.prohibitions = prohibitions;
        this.datasets = datasets;
        this.clock = clock;
    }

    @GetMapping
    ResponseEntity<PageJson<ProhibitionJson>> find(Caller caller, NativeWebRequest request) {
        var query = Query.of(request, "dataset", "standing", "limit", "cursor");
        var dataset = query.dataset("dataset");
        boolean standing = query.yes("standing");
        var now = clock.instant();
        var event = prohibitions.admitToList(caller, dataset);
        var found = query.page(page -> prohibitions.list(caller, dataset, standing, page));
        return ApiHeaders.ok(event).body(PageJson.of(found, each -> ProhibitionJson.of(each, now)));
    }

    @GetMapping("/{id}")
    ResponseEntity<ProhibitionJson> see(Caller caller, @PathVariable String id) {
        var seen = prohibitions.see(caller, Paths.prohibition(id));
        return ApiHeaders.ok(seen).body(ProhibitionJson.of(seen.value(), clock.instant()));
    }

    /** Whom it would stop; nothing is set. */
    @PostMapping("/preview")
    ResponseEntity<ProhibitionLookJson> preview(
            Caller caller, @RequestBody ProhibitionAskJson body) {
        var ask = checked(caller, body.readForPreview());
        var stopped = prohibitions.preview(caller, ask);
        return ApiHeaders.ok(stopped).body(ProhibitionLookJson.of(stopped.value()));
    }

    /** In force when it answers. */
    @PostMapping
    ResponseEntity<ProhibitionJson> set(Caller caller, @RequestBody ProhibitionAskJson body) {
        var set = prohibitions.set(caller, checked(caller, body.read()));
        return ResponseEntity.created(
                        URI.create(Paths.V1 + "/prohibitions/" + set.value().rule().id()))
                .header(ApiHeaders.AUDIT_EVENT, set.event().toString())
                .body(ProhibitionJson.of(set.value(), clock.instant()));
    }

    @PostMapping("/{id}/lifting")
    ResponseEntity<ProhibitionJson> lift(
            Caller caller, @PathVariable String id, @RequestBody WhyJson body) {
        var lifted = prohibitions.end(caller, Paths.prohibition(id), body.read());
        return ApiHeaders.ok(lifted).body(ProhibitionJson.of(lifted.value(), clock.instant()));
    }

    /** Nobody forbids what is not there. */
    private ProhibitionAsk checked(Caller caller, ProhibitionAsk ask) {
        var dataset = ask.dataset();
        if (dataset != null) {
            datasets.see(caller, dataset);
        }
        return ask;
    }
}
