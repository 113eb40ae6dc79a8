package city.datastore.platform.api;

import city.datastore.access.identity.Caller;
import city.datastore.platform.subjects.Subjects;
import city.datastore.platform.subjects.Withholdings;
import java.time.Clock;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.NativeWebRequest;

/** Who saw data about a person, and what of it is withheld from the person. */
@RestController
@RequestMapping(Paths.V1 + "/audit")
class SubjectsApi {
    private final Subjects subjects;
    private final Withholdings withholdings;
    private final Clock clock;

    SubjectsApi(Subjects subjects, Withholdings withholdings, Clock clock) {
        this.subjects = subjects;
        this.withholdings = withholdings;
        this.clock = clock;
    }

    /** A question, so nothing is made; asked by POST, so that the person is in no address. */
    @PostMapping("/subject-accesses")
    ResponseEntity<TracedJson> trace(Caller caller, @RequestBody SubjectAskJson body) {
        var wanted = body.read();
        var traced = subjects.trace(caller, wanted.kind(), wanted.value(), wanted.page());
        return ApiHeaders.ok(traced).body(TracedJson.of(traced.value()));
    }

    /** For the person concerned: what is withheld is not in it, and nothing tells so. */
    @PostMapping("/subject-accesses/copy")
    ResponseEntity<CopiedJson> copy(Caller caller, @RequestBody SubjectAskJson body) {
        var wanted = body.read();
        var copied = subjects.copy(caller, wanted.kind(), wanted.value());
        return ApiHeaders.ok(copied).body(CopiedJson.of(copied.value()));
    }

    @GetMapping("/withholdings")
    ResponseEntity<PageJson<WithholdingJson>> list(Caller caller, NativeWebRequest request) {
        var query = Query.of(request, "limit", "cursor");
        var found = withholdings.list(caller);
        var page = query.page(found.value(), each -> each.id().toString());
        var now = clock.instant();
        return ApiHeaders.ok(found).body(PageJson.of(page, each -> WithholdingJson.of(each, now)));
    }

    /** In force when it answers. */
    @PostMapping("/withholdings")
    ResponseEntity<WithholdingJson> set(Caller caller, @RequestBody WithholdJson body) {
        var wanted = body.read();
        var set =
                withholdings.set(
                        caller,
                        wanted.agreement(),
                        wanted.purpose(),
                        wanted.reason(),
                        wanted.reviewDue());
        return ResponseEntity.status(HttpStatus.CREATED)
                .header(ApiHeaders.AUDIT_EVENT, set.event().toString())
                .body(WithholdingJson.of(set.value(), clock.instant()));
    }

    /** Goes on with it until another review. */
    @PostMapping("/withholdings/{id}/review")
    ResponseEntity<WithholdingJson> review(
            Caller caller, @PathVariable String id, @RequestBody WithholdJson body) {
        var wanted = body.read();
        var reviewed =
                withholdings.review(
                        caller, Paths.withholding(id), wanted.reason(), wanted.reviewDue());
        return ApiHeaders.ok(reviewed).body(WithholdingJson.of(reviewed.value(), clock.instant()));
    }

    /** What it covered is shown again. */
    @PostMapping("/withholdings/{id}/ending")
    ResponseEntity<WithholdingJson> end(
            Caller caller, @PathVariable String id, @RequestBody WhyJson body) {
        var ended = withholdings.review(caller, Paths.withholding(id), body.read(), null);
        return ApiHeaders.ok(ended).body(WithholdingJson.of(ended.value(), clock.instant()));
    }
}
