package city.datastore.platform.portal;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.access.policy.TrailScopes;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.paging.PageRequest;
import city.datastore.audit.trail.StoredEvent;
import city.datastore.audit.trail.Trail;
import city.datastore.audit.trail.TrailQuery;
import city.datastore.audit.trail.TrailScope;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The events that a search finds, as a table to take away. */
@Controller
class TrailTable {
    /** Most events in one file. */
    static final int MAX_EVENTS = 50_000;

    /** Most pages that are looked at for one file; a search by text may find little on each. */
    static final int MAX_PAGES = 250;

    private static final int ITEMS = 200;
    private static final String HEAD =
            CsvLine.of(
                    "number",
                    "time",
                    "user",
                    "agency",
                    "action",
                    "outcome",
                    "reasons",
                    "dataset",
                    "version",
                    "agreement",
                    "purpose",
                    "columns",
                    "bytes",
                    "event",
                    "call");

    private final Trail trail;
    private final Gatekeeper gatekeeper;
    private final Words words;

    TrailTable(Trail trail, Gatekeeper gatekeeper, Words words) {
        this.trail = trail;
        this.gatekeeper = gatekeeper;
        this.words = words;
    }

    /** The events that the filters leave, newest first. */
    @GetMapping("/audit/events.csv")
    void table(
            Caller caller,
            @RequestParam MultiValueMap<String, String> sent,
            HttpServletResponse response)
            throws IOException {
        var form = TrailForm.of(new Fields(sent));
        var query = form.read(FormErrors.none(), words);
        if (query == null) {
            response.sendRedirect(form.link(null));
            return;
        }
        var pass = gatekeeper.admit(Question.of(caller, Act.SEARCH_TRAIL, new Target.OfTrail()));
        response.setHeader("Audit-Event", pass.event().toString());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setContentType("text/csv; charset=utf-8");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"audit-events.csv\"");
        write(TrailScopes.of(caller), query, response.getOutputStream());
    }

    private void write(TrailScope scope, TrailQuery query, OutputStream out) throws IOException {
        out.write(HEAD.getBytes(UTF_8));
        String cursor = null;
        int written = 0;
        int pages = 0;
        do {
            var page = trail.searchForFile(scope, query, new PageRequest(ITEMS, cursor));
            for (StoredEvent stored : page.items()) {
                out.write(line(stored).getBytes(UTF_8));
            }
            written += page.items().size();
            cursor = page.next();
            pages++;
        } while (cursor != null && written < MAX_EVENTS && pages < MAX_PAGES);
        if (cursor != null) {
            String left =
                    written >= MAX_EVENTS
                            ? words.say("audit.csv.more", String.valueOf(MAX_EVENTS))
                            : words.say("audit.csv.looked");
            out.write(CsvLine.of(left).getBytes(UTF_8));
        }
    }

    private static String line(StoredEvent stored) {
        AuditEvent event = stored.event();
        var about = event.about();
        return CsvLine.of(
                stored.sequence(),
                event.at(),
                event.actor().username(),
                event.actor().agency(),
                event.action().name(),
                event.outcome().word(),
                event.outcome().reasons().stream()
                        .map(reason -> reason.code())
                        .collect(Collectors.joining(" ")),
                about.dataset(),
                about.datasetVersion(),
                about.agreement(),
                about.purpose(),
                String.join(" | ", about.columns()),
                about.bytes(),
                event.id(),
                event.request().value());
    }
}
