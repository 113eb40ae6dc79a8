package city.datastore.platform.api;

import city.datastore.access.identity.Caller;
import city.datastore.platform.datasets.Datasets;
import city.datastore.platform.subjects.IdentifierKind;
import city.datastore.platform.subjects.Subjects;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.NativeWebRequest;

/** Which columns of a dataset identify people, and the kinds of identifiers that there are. */
@RestController
@RequestMapping(Paths.V1)
class IdentifiersApi {
    /** A kind of identifier. */
    record KindJson(String code, String title) {}

    private final Subjects subjects;
    private final Datasets datasets;

    IdentifiersApi(Subjects subjects, Datasets datasets) {
        this.subjects = subjects;
        this.datasets = datasets;
    }

    @GetMapping("/identifier-kinds")
    PageJson<KindJson> kinds(Caller caller, NativeWebRequest request) {
        var query = Query.of(request, "limit", "cursor");
        return PageJson.of(
                query.page(subjects.kinds(), IdentifierKind::code),
                kind -> new KindJson(kind.code(), kind.title()));
    }

    @GetMapping("/datasets/{agency}/{name}/identifiers")
    IdentifiersJson declared(
            Caller caller, @PathVariable String agency, @PathVariable String name) {
        var dataset = datasets.see(caller, Paths.dataset(agency, name));
        return IdentifiersJson.of(subjects.declared(dataset.id()));
    }

    /** Counts for versions that are uploaded from now on. */
    @PutMapping("/datasets/{agency}/{name}/identifiers")
    ResponseEntity<IdentifiersJson> declare(
            Caller caller,
            @PathVariable String agency,
            @PathVariable String name,
            @RequestBody IdentifiersJson body) {
        var declared = subjects.declare(caller, Paths.dataset(agency, name), body.read());
        return ApiHeaders.ok(declared).body(IdentifiersJson.of(declared.value()));
    }
}
