package city.datastore.platform.portal;

import city.datastore.access.identity.Caller;
import city.datastore.agreements.Flow;
import city.datastore.agreements.Flows;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/**
 * Who shares data with whom: for anybody, from the agreements that publish a summary, and for an
 * agency's staff from all those that it is a party to. As a table, a drawing, and files.
 */
@Controller
class MatrixPage {
    private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);

    private final Flows flows;
    private final Show show;

    MatrixPage(Flows flows, Show show) {
        this.flows = flows;
        this.show = show;
    }

    /** One flow as JSON has it. */
    record FlowJson(String giver, String receiver, int agreements) {
        static FlowJson of(Flow flow) {
            return new FlowJson(flow.giver().value(), flow.receiver().value(), flow.agreements());
        }
    }

    /** All of them. */
    record FlowsJson(List<FlowJson> items) {
        FlowsJson {
            items = List.copyOf(items);
        }

        static FlowsJson of(List<Flow> flows) {
            return new FlowsJson(flows.stream().map(FlowJson::of).toList());
        }
    }

    @GetMapping("/register/matrix")
    String published(Model model) {
        return page(model, flows.published(), "/register", "register");
    }

    @GetMapping("/register/matrix.csv")
    ResponseEntity<String> publishedFile() {
        return file().body(csv(flows.published()));
    }

    @GetMapping("/register/matrix.json")
    @ResponseBody
    FlowsJson publishedJson() {
        return FlowsJson.of(flows.published());
    }

    @GetMapping("/agreements/matrix")
    String own(Caller caller, Model model) {
        return page(model, flows.of(caller).value(), "/agreements", "own");
    }

    @GetMapping("/agreements/matrix.csv")
    ResponseEntity<String> ownFile(Caller caller) {
        var found = flows.of(caller);
        return file().header("Audit-Event", found.event().toString()).body(csv(found.value()));
    }

    private String page(Model model, List<Flow> found, String list, String which) {
        model.addAttribute("matrix", FlowMatrix.of(found, show, list));
        model.addAttribute("which", which);
        model.addAttribute("base", list);
        return "pages/matrix";
    }

    private static ResponseEntity.BodyBuilder file() {
        return ResponseEntity.ok()
                .contentType(CSV)
                .cacheControl(CacheControl.noStore())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("who-shares-with-whom.csv")
                                .build()
                                .toString());
    }

    private String csv(List<Flow> found) {
        var lines = new StringBuilder();
        lines.append(CsvLine.of("giver", "giver name", "receiver", "receiver name", "agreements"));
        found.forEach(flow ->
                lines.append(
                        CsvLine.of(
                                flow.giver(),
                                show.agency(flow.giver()),
                                flow.receiver(),
                                show.agency(flow.receiver()),
                                flow.agreements())));
        return lines.toString();
    }
}
