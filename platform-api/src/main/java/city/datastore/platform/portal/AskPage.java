package city.datastore.platform.portal;

import city.datastore.access.identity.Caller;
import city.datastore.access.requests.AccessRequest;
import city.datastore.access.requests.AccessRequests;
import city.datastore.access.requests.RequestException;
import city.datastore.agreements.Agreement;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.platform.datasets.Datasets;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Asking for access to a dataset. */
@Controller
class AskPage {
    private final Datasets datasets;
    private final Ways ways;
    private final AccessRequests requests;
    private final Show show;
    private final Words words;

    AskPage(Datasets datasets, Ways ways, AccessRequests requests, Show show, Words words) {
        this.datasets = datasets;
        this.ways = ways;
        this.requests = requests;
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
                        List.of(PermittedAction.READ.value()),
                        DateInput.EMPTY,
                        "");
        return show(caller, id, blank, FormErrors.none(), model);
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
        var form = AskForm.of(new Fields(sent));
        var errors = FormErrors.none();
        var ask = form.read(id, errors, words);
        if (ask == null) {
            return show(caller, id, form, errors, model);
        }
        try {
            var asked = requests.ask(caller, withinAgreement(caller, ask)).value();
            next.addFlashAttribute("sent", true);
            return "redirect:/access-requests/" + asked.asked().id();
        } catch (RequestException.BadField e) {
            errors.add(
                    FormErrors.field(e.field(), AskForm.FIELDS, "way"),
                    Words.sentence(e.getMessage()));
        } catch (RequestException.NotCovered e) {
            errors.add("way", show.reasons(e.missing()));
        } catch (RequestException.WrongState e) {
            errors.add("way", Words.sentence(e.getMessage()));
        }
        return show(caller, id, form, errors, model);
    }

    private AccessRequests.Ask withinAgreement(Caller caller, AccessRequests.Ask ask) {
        var end =
                ways.covering(caller, ask.dataset()).stream()
                        .map(Agreement::head)
                        .filter(head -> head.reference().equals(ask.agreement()))
                        .map(head -> Words.notPast(ask.until(), head.terms().ends()))
                        .findFirst()
                        .orElse(ask.until());
        return new AccessRequests.Ask(
                ask.dataset(),
                ask.agreement(),
                ask.purpose(),
                ask.actions(),
                end,
                ask.justification());
    }

    private String show(Caller caller, DatasetId id, AskForm form, FormErrors errors, Model model) {
        var covering =
                ways.covering(caller, id).stream()
                        .filter(agreement -> agreement instanceof Agreement.Active)
                        .toList();
        model.addAttribute("dataset", datasets.see(caller, id));
        model.addAttribute("form", form);
        model.addAttribute("errors", errors);
        model.addAttribute("wayChoices", covering.stream().flatMap(this::choices).toList());
        model.addAttribute(
                "actionChoices",
                covering.stream()
                        .flatMap(agreement -> agreement.head().terms().actions().stream())
                        .distinct()
                        .sorted()
                        .map(action ->
                                new Choice(action.value(), show.word("permitted", action.value())))
                        .toList());
        model.addAttribute("maxText", AccessRequest.Asked.MAX_TEXT);
        return "pages/ask";
    }

    private Stream<Choice> choices(Agreement agreement) {
        var head = agreement.head();
        return head.terms().purposes().stream()
                .map(purpose ->
                        new Choice(
                                head.reference() + "|" + purpose.code(),
                                Words.sentence(purpose.text()),
                                words.say(
                                        "ask.way.hint",
                                        head.reference(),
                                        head.terms().title(),
                                        show.lastDay(head.terms().ends()))));
    }
}
