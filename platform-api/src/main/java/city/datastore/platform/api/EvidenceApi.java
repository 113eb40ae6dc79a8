package city.datastore.platform.api;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.access.policy.TrailScopes;
import city.datastore.audit.evidence.Commission;
import city.datastore.audit.evidence.EvidencePacks;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.NativeWebRequest;

/** What a search of the record finds, with its proofs, as one signed file. */
@RestController
@RequestMapping(Paths.V1 + "/audit/evidence")
class EvidenceApi {
    private final Gatekeeper gatekeeper;
    private final EvidencePacks packs;
    private final Clock clock;

    EvidenceApi(Gatekeeper gatekeeper, EvidencePacks packs, Clock clock) {
        this.gatekeeper = gatekeeper;
        this.packs = packs;
        this.clock = clock;
    }

    /** Written while it is read from the record; one that breaks off is found out by its check. */
    @GetMapping
    void pack(Caller caller, NativeWebRequest request, HttpServletResponse response)
            throws IOException {
        var wanted = TrailFilters.read(Query.of(request, TrailFilters.and("text")));
        var pass = gatekeeper.admit(Question.of(caller, Act.TAKE_EVIDENCE, new Target.OfTrail()));
        response.setHeader(ApiHeaders.AUDIT_EVENT, pass.event().toString());
        var pack =
                packs.prepare(
                        new Commission(
                                caller.actor(),
                                TrailScopes.of(caller),
                                wanted,
                                pass.event(),
                                clock.instant()));
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setContentType("application/zip");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                "attachment; filename=\"" + pack.filename() + "\"");
        pack.writeTo(response.getOutputStream());
        response.flushBuffer();
    }
}
