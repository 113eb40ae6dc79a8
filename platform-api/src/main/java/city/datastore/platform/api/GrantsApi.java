package city.datastore.platform.api;

import city.datastore.access.certification.Certifications;
import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.access.requests.Grants;
import java.time.Clock;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.NativeWebRequest;

/** Rights that were granted, and ending them. */
@RestController
@RequestMapping(Paths.V1 + "/grants")
class GrantsApi {
    private final Gatekeeper gatekeeper;
    private final Grants grants;
    private final Certifications certifications;
    private final Clock clock;

    GrantsApi(Gatekeeper gatekeeper, Grants grants, Certifications certifications, Clock clock) {
        this.gatekeeper = gatekeeper;
        this.grants = grants;
        this.certifications = certifications;
        this.clock = clock;
    }

    @GetMapping
    ResponseEntity<PageJson<GrantJson>> find(Caller caller, NativeWebRequest request) {
        var query = Query.of(request, "dataset", "holder", "agreement", "limit", "cursor");
        var now = clock.instant();
        var dataset = query.dataset("dataset");
        var holder = query.person("holder");
        var agreement = query.agreement("agreement");
        var pass = gatekeeper.admit(Question.of(caller, Act.LIST_GRANTS, new Target.OfList()));
        var found = query.page(page -> grants.grants(caller, dataset, holder, agreement, page));
        return ApiHeaders.ok(pass.event())
                .body(PageJson.of(found, grant -> GrantJson.of(grant, now)));
    }

    /** What the caller's agency has to confirm this quarter, what is due first first. */
    @GetMapping("/to-confirm")
    ResponseEntity<PageJson<CertificationJson>> toConfirm(Caller caller) {
        var pass = gatekeeper.admit(Question.of(caller, Act.LIST_GRANTS, new Target.OfList()));
        return ApiHeaders.ok(pass.event())
                .body(PageJson.whole(certifications.waiting(caller), CertificationJson::of));
    }

    /** All of them or none; what is removed instead is revoked. */
    @PostMapping("/confirmation")
    ResponseEntity<PageJson<GrantJson>> confirm(Caller caller, @RequestBody ConfirmationJson body) {
        var wanted = body.read();
        var confirmed = certifications.confirm(caller, wanted.grants(), wanted.comment());
        var now = clock.instant();
        return ApiHeaders.ok(confirmed)
                .body(PageJson.whole(confirmed.value(), grant -> GrantJson.of(grant, now)));
    }

    /** In force when it answers. */
    @PostMapping("/{id}/revocation")
    ResponseEntity<GrantJson> revoke(
            Caller caller, @PathVariable String id, @RequestBody WhyJson body) {
        var revoked = grants.revoke(caller, Paths.grant(id), body.read());
        return ApiHeaders.ok(revoked).body(GrantJson.of(revoked.value(), clock.instant()));
    }
}
