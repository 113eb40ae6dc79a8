package city.datastore.platform.api;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.access.requests.AccessRequest;
import city.datastore.access.requests.AccessRequests;
import city.datastore.access.requests.Grants;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.NativeWebRequest;

/** Asking for access, and the owner's answer. */
@RestController
@RequestMapping(Paths.V1 + "/access-requests")
class AccessRequestsApi {
    private static final List<String> STATES =
            List.of("pending", "granted", "refused", "returned", "withdrawn", "lapsed");

    private final Gatekeeper gatekeeper;
    private final AccessRequests requests;
    private final Grants grants;
    private final Clock clock;

    AccessRequestsApi(Gatekeeper gatekeeper, AccessRequests requests, Grants grants, Clock clock) {
        this.gatekeeper = gatekeeper;
        this.requests = requests;
        this.grants = grants;
        this.clock = clock;
    }

    @PostMapping
    ResponseEntity<AccessRequestJson> ask(Caller caller, @RequestBody AskJson body) {
        var asked = requests.ask(caller, body.read());
        return ResponseEntity.created(
                        URI.create(Paths.V1 + "/access-requests/" + asked.value().asked().id()))
                .header(ApiHeaders.AUDIT_EVENT, asked.event().toString())
                .body(AccessRequestJson.of(asked.value()));
    }

    @GetMapping
    ResponseEntity<PageJson<AccessRequestJson>> find(Caller caller, NativeWebRequest request) {
        var query = Query.of(request, "state", "mine", "limit", "cursor");
        String state = query.word("state", STATES);
        boolean mine = query.yes("mine");
        var pass = gatekeeper.admit(Question.of(caller, Act.LIST_REQUESTS, new Target.OfList()));
        var found = query.page(page -> requests.requests(caller, state, mine, page));
        return ApiHeaders.ok(pass.event()).body(PageJson.of(found, AccessRequestJson::of));
    }

    @GetMapping("/{id}")
    ResponseEntity<AccessRequestJson> see(Caller caller, @PathVariable String id) {
        var seen = requests.see(caller, Paths.request(id));
        return Revision.tagged(ApiHeaders.ok(seen), seen.value()).body(json(caller, seen.value()));
    }

    private AccessRequestJson json(Caller caller, AccessRequest request) {
        var json = AccessRequestJson.of(request);
        return json.with(
                requests.course(request),
                request instanceof AccessRequest.Pending(var asked, _)
                        ? requests.preCheck(caller, asked)
                        : null,
                clock.instant());
    }

    @PostMapping("/{id}/grant")
    ResponseEntity<GrantJson> grant(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody GrantAskJson body) {
        var request = Paths.request(id);
        var wanted = body.read();
        var granted =
                ifMatch == null
                        ? requests.grant(
                                caller, request, wanted.until(), wanted.columns(), wanted.comment())
                        : requests.grant(
                                caller,
                                request,
                                Revision.of(ifMatch),
                                wanted.until(),
                                wanted.columns(),
                                wanted.comment());
        return ApiHeaders.ok(granted).body(GrantJson.of(granted.value(), clock.instant()));
    }

    @PostMapping("/{id}/refusal")
    ResponseEntity<AccessRequestJson> refuse(
            Caller caller, @PathVariable String id, @RequestBody WhyJson body) {
        var refused = requests.refuse(caller, Paths.request(id), body.read());
        return ApiHeaders.ok(refused).body(AccessRequestJson.of(refused.value()));
    }

    @PostMapping("/{id}/return")
    ResponseEntity<AccessRequestJson> giveBack(
            Caller caller, @PathVariable String id, @RequestBody CommentJson body) {
        var returned = requests.giveBack(caller, Paths.request(id), CommentJson.read(body));
        return ApiHeaders.ok(returned).body(AccessRequestJson.of(returned.value()));
    }

    /** Every grant that came of it, the team's too; none is in force when it answers. */
    @PostMapping("/{id}/revocation")
    ResponseEntity<PageJson<GrantJson>> revoke(
            Caller caller, @PathVariable String id, @RequestBody WhyJson body) {
        var revoked = grants.revokeAll(caller, Paths.request(id), body.read());
        var now = clock.instant();
        return ApiHeaders.ok(revoked)
                .body(PageJson.whole(revoked.value(), grant -> GrantJson.of(grant, now)));
    }

    @PostMapping("/{id}/withdrawal")
    ResponseEntity<AccessRequestJson> withdraw(
            Caller caller,
            @PathVariable String id,
            @RequestBody(required = false) @Nullable NothingJson body) {
        var withdrawn = requests.withdraw(caller, Paths.request(id));
        return ApiHeaders.ok(withdrawn).body(AccessRequestJson.of(withdrawn.value()));
    }
}
