package city.datastore.platform.portal;

import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Prohibition;
import city.datastore.access.prohibitions.ProhibitionAsk;
import city.datastore.access.prohibitions.Prohibitions;
import city.datastore.audit.names.ProhibitionId;
import city.datastore.platform.datasets.Datasets;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What an agency keeps people from, whatever agreements and grants allow. */
@Controller
@RequestMapping("/prohibitions")
class ProhibitionsPage
        extends OwnerRulesPage<ProhibitionId, Prohibition, ProhibitionAsk, ProhibitionForm> {
    private final Prohibitions prohibitions;
    private final Words words;

    ProhibitionsPage(Prohibitions prohibitions, Datasets datasets, Words words, Clock clock) {
        super(
                new Kind("prohibition", "prohibitions", "prohibition.lifted", "kind"),
                prohibitions,
                datasets,
                words,
                clock);
        this.prohibitions = prohibitions;
        this.words = words;
    }

    @GetMapping("/new")
    String write(
            Caller caller, @RequestParam(required = false) @Nullable String dataset, Model model) {
        prohibitions.admitToList(caller, null);
        return form(caller, ProhibitionForm.about(dataset), FormErrors.none(), model);
    }

    @PostMapping("/{id}/lifting")
    String lift(
            Caller caller,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        return ending(caller, id, sent, model, next);
    }

    @Override
    ProhibitionForm form(Fields fields) {
        return ProhibitionForm.of(fields);
    }

    @Override
    String form(Caller caller, ProhibitionForm form, FormErrors errors, Model model) {
        model.addAttribute("kinds", ProhibitionForm.kinds(words));
        model.addAttribute("datasets", choices(caller, form.dataset()));
        model.addAttribute("form", form);
        model.addAttribute("errors", errors);
        model.addAttribute("maxText", ProhibitionAsk.MAX_TEXT);
        return "pages/prohibition-new";
    }

    @Override
    void look(Caller caller, ProhibitionAsk ask, Model model) {
        var stopped = prohibitions.preview(caller, ask).value();
        model.addAttribute("reach", stopped.reach());
        model.addAttribute("emergencies", stopped.emergencies());
        model.addAttribute("until", ask.until());
    }

    @Override
    ProhibitionId id(String text) {
        return ProhibitionId.parse(text);
    }
}
