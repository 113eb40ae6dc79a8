package city.datastore.platform.api;

import city.datastore.access.identity.Caller;
import city.datastore.platform.datasets.Classification;
import city.datastore.platform.datasets.DatasetQuery;
import city.datastore.platform.datasets.Datasets;
import java.net.URI;
import java.time.Clock;
import java.util.Arrays;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.NativeWebRequest;

/** Publishing datasets and finding them; never their content. */
@RestController
@RequestMapping(Paths.V1 + "/datasets")
class DatasetsApi {
    private static final int MAX_SEARCH = 200;

    private final Datasets datasets;
    private final Clock clock;

    DatasetsApi(Datasets datasets, Clock clock) {
        this.datasets = datasets;
        this.clock = clock;
    }

    @PostMapping
    ResponseEntity<DatasetJson> create(Caller caller, @RequestBody NewDatasetJson body) {
        var created = datasets.create(caller, body.read(caller, clock.instant()));
        return ResponseEntity.created(URI.create(Paths.V1 + "/datasets/" + created.value().id()))
                .header(ApiHeaders.AUDIT_EVENT, created.event().toString())
                .body(DatasetJson.of(caller, created.value()));
    }

    @GetMapping
    PageJson<DatasetJson> find(Caller caller, NativeWebRequest request) {
        var query = Query.of(request, "q", "agency", "classification", "topic", "limit", "cursor");
        String marking =
                query.word(
                        "classification",
                        Arrays.stream(Classification.values())
                                .map(Classification::marking)
                                .toList());
        var wanted =
                new DatasetQuery(
                        query.text("q", MAX_SEARCH).orElse(null),
                        query.agency("agency"),
                        marking == null ? null : Classification.of(marking).orElse(null),
                        query.text("topic", MAX_SEARCH).orElse(null));
        return PageJson.of(
                query.page(page -> datasets.find(caller, wanted, page)),
                dataset -> DatasetJson.of(caller, dataset));
    }

    @GetMapping("/{agency}/{name}")
    DatasetJson see(Caller caller, @PathVariable String agency, @PathVariable String name) {
        return DatasetJson.of(caller, datasets.see(caller, Paths.dataset(agency, name)));
    }
}
