package city.datastore.platform.portal;

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
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The events that a search finds, with their proofs, as one signed file to take away. */
@Controller
class TrailEvidence {
    private final EvidencePacks packs;
    private final Gatekeeper gatekeeper;
    private final Words words;
    private final Clock clock;

    TrailEvidence(EvidencePacks packs, Gatekeeper gatekeeper, Words words, Clock clock) {
        this.packs = packs;
        this.gatekeeper = gatekeeper;
        this.words = words;
        this.clock = clock;
    }

    @GetMapping("/audit/evidence.zip")
    void pack(
            Caller caller,
            @RequestParam MultiValueMap<String, String> sent,
            HttpServletResponse response)
            throws IOException {
        var form = TrailForm.of(new Fields(sent));
        var query = form.read(FormErrors.none(), words);
        // a search by text may have to look through the whole record, which a file cannot wait for
        if (query == null || query.text() != null) {
            response.sendRedirect(form.link(null));
            return;
        }
        var pass = gatekeeper.admit(Question.of(caller, Act.TAKE_EVIDENCE, new Target.OfTrail()));
        response.setHeader("Audit-Event", pass.event().toString());
        var pack =
                packs.prepare(
                        new Commission(
                                caller.actor(),
                                TrailScopes.of(caller),
                                query,
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
