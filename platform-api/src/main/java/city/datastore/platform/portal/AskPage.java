package city.datastore.platform.portal;

import city.datastore.access.drafts.RequestDrafts;
import city.datastore.access.identity.Caller;
import city.datastore.access.requests.AccessRequests;
import city.datastore.access.requests.RequestException;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PermittedAction;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Asking for access to a dataset, and to others with it; or saving what was filled in so far. */
@Controller
class AskPage {
    private final AskParts parts;
    private final AccessRequests requests;
    private final RequestDrafts drafts;
    private final Show show;
    private final Words words;

    AskPage(AskParts parts, AccessRequests requests, RequestDrafts drafts, Show show, Words words) {
        this.parts = parts;
        this.requests = requests;
        this.drafts = drafts;
        this.show = show;
        this.words = words;
    }

    @GetMapping("/datasets/{agency}/{name}/request")
    String form(
            Caller caller,
            @PathVariable String agency,
            @PathVariable String name,
            @RequestParam MultiValueMap<String, String> sent,
            Model model) {
        var id = new DatasetId(new AgencyCode(agency), name);
        var blank =
                new AskForm(
                        new Fields(sent).text("way"),
                        List.of(),
                        List.of(PermittedAction.READ.value()),
                        DateInput.EMPTY,
                        "");
        return parts.show(caller, id, null, blank, FormErrors.none(), model);
    }

    @PostMapping("/datasets/{agency}/{name}/request")
    String ask(
            Caller caller,
            @PathVariable String agency,
            @PathVariable String name,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        var id = new DatasetId(new AgencyCode(agency), name);
        var fields = new Fields(sent);
        var form = AskForm.of(fields);
        var errors = FormErrors.none();
        if (fields.has("save")) {
            return save(caller, id, form, errors, model, next);
        }
        var ask = form.read(id, errors, words);
        if (ask == null) {
            return parts.show(caller, id, null, form, errors, model);
        }
        var until = parts.within(caller, id, ask.agreement(), ask.until());
        try {
            var asks =
                    form.datasets(id).stream()
                            .map(dataset ->
                                    new AccessRequests.Ask(
                                            dataset,
                                            ask.agreement(),
                                            ask.purpose(),
                                            ask.actions(),
                                            until,
                                            ask.justification()))
                            .toList();
            var asked = requests.askAll(caller, asks, () -> {}).value().getFirst();
            next.addFlashAttribute("sent", true);
            return "redirect:/access-requests/" + asked.asked().id();
        } catch (RequestException e) {
            AskForm.say(e, errors, show);
        }
        return parts.show(caller, id, null, form, errors, model);
    }

    private String save(
            Caller caller,
            DatasetId id,
            AskForm form,
            FormErrors errors,
            Model model,
            RedirectAttributes next) {
        var content = form.soFar(id, errors, words);
        if (content != null) {
            try {
                var draft = drafts.begin(caller, content).value();
                next.addFlashAttribute("done", words.say("draft.saved"));
                return "redirect:/access-requests/drafts/" + draft.id();
            } catch (RequestException e) {
                AskForm.say(e, errors, show);
            }
        }
        return parts.show(caller, id, null, form, errors, model);
    }
}
