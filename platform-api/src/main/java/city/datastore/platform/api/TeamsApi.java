package city.datastore.platform.api;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.access.requests.AccessRequests;
import city.datastore.access.teams.Teams;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** People whom a requester names beside themself, who each accept the terms or do not. */
@RestController
@RequestMapping(Paths.V1 + "/access-requests")
class TeamsApi {
    private final Gatekeeper gatekeeper;
    private final AccessRequests requests;
    private final Teams teams;
    private final Clock clock;

    TeamsApi(Gatekeeper gatekeeper, AccessRequests requests, Teams teams, Clock clock) {
        this.gatekeeper = gatekeeper;
        this.requests = requests;
        this.teams = teams;
        this.clock = clock;
    }

    @GetMapping("/{id}/team")
    ResponseEntity<PageJson<MemberJson>> team(Caller caller, @PathVariable String id) {
        var seen = requests.see(caller, Paths.request(id));
        return Revision.tagged(ApiHeaders.ok(seen), seen.value())
                .body(PageJson.whole(teams.of(seen.value().asked().id()), MemberJson::of));
    }

    /** Those and nobody else, while nobody has decided the request. */
    @PutMapping("/{id}/team")
    ResponseEntity<PageJson<MemberJson>> name(
            Caller caller, @PathVariable String id, @RequestBody TeamJson body) {
        var named = teams.name(caller, Paths.request(id), body.read());
        return ApiHeaders.ok(named).body(PageJson.whole(named.value(), MemberJson::of));
    }

    /** Requests that were granted and wait for the caller to accept their terms. */
    @GetMapping("/terms")
    ResponseEntity<PageJson<AccessRequestJson>> waiting(Caller caller) {
        var pass = gatekeeper.admit(Question.of(caller, Act.LIST_REQUESTS, new Target.OfList()));
        return ApiHeaders.ok(pass.event())
                .body(PageJson.whole(teams.waiting(caller), AccessRequestJson::of));
    }

    @PostMapping("/{id}/terms/acceptance")
    ResponseEntity<GrantJson> accept(
            Caller caller,
            @PathVariable String id,
            @RequestBody(required = false) @Nullable NothingJson body) {
        var accepted = teams.accept(caller, Paths.request(id));
        return ApiHeaders.ok(accepted).body(GrantJson.of(accepted.value(), clock.instant()));
    }

    @PostMapping("/{id}/terms/declining")
    ResponseEntity<AccessRequestJson> decline(
            Caller caller,
            @PathVariable String id,
            @RequestBody(required = false) @Nullable NothingJson body) {
        var declined = teams.decline(caller, Paths.request(id));
        return ApiHeaders.ok(declined).body(AccessRequestJson.of(declined.value()));
    }
}
