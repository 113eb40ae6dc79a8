package city.datastore.platform.portal;

import city.datastore.access.conditions.ConditionAsk;
import city.datastore.access.conditions.Conditions;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.AccessCondition;
import city.datastore.audit.names.ConditionId;
import city.datastore.platform.datasets.Datasets;
import java.time.Clock;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** On what conditions an agency lets people read its data. */
@Controller
@RequestMapping("/conditions")
class ConditionsPage
        extends OwnerRulesPage<ConditionId, AccessCondition, ConditionAsk, ConditionForm> {
    private final Conditions conditions;
    private final Words words;

    ConditionsPage(Conditions conditions, Datasets datasets, Words words, Clock clock) {
        super(
                new Kind("condition", "conditions", "condition.ended", "dataset"),
                conditions,
                datasets,
                words,
                clock);
        this.conditions = conditions;
        this.words = words;
    }

    /** First of what kind, then the questions of that kind alone. */
    @GetMapping("/new")
    String write(Caller caller, @RequestParam MultiValueMap<String, String> sent, Model model) {
        conditions.admitToList(caller, null);
        var fields = new Fields(sent);
        var form = ConditionForm.about(fields.given("kind"), fields.given("dataset"));
        return form.knownKind()
                ? form(caller, form, FormErrors.none(), model)
                : kind(form, fields.has("next"), model);
    }

    @PostMapping("/{id}/end")
    String end(
            Caller caller,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        return ending(caller, id, sent, model, next);
    }

    @Override
    ConditionForm form(Fields fields) {
        return ConditionForm.of(fields);
    }

    @Override
    String form(Caller caller, ConditionForm form, FormErrors errors, Model model) {
        if (!form.knownKind()) {
            return kind(form, true, model);
        }
        model.addAttribute("days", ConditionForm.days(words));
        model.addAttribute("datasets", choices(caller, form.dataset()));
        model.addAttribute("form", form);
        model.addAttribute("errors", errors);
        model.addAttribute("maxText", ConditionAsk.MAX_TEXT);
        return "pages/condition-new";
    }

    private String kind(ConditionForm form, boolean missing, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("kinds", ConditionForm.kinds(words));
        model.addAttribute(
                "errors",
                missing
                        ? FormErrors.of("kind", words.say("condition.kind.missing"))
                        : FormErrors.none());
        return "pages/condition-kind";
    }

    @Override
    void look(Caller caller, ConditionAsk ask, Model model) {
        model.addAttribute("look", conditions.preview(caller, ask).value());
    }

    @Override
    ConditionId id(String text) {
        return ConditionId.parse(text);
    }
}
