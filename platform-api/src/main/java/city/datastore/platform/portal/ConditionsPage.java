package city.datastore.platform.portal;

import city.datastore.access.conditions.ConditionAsk;
import city.datastore.access.conditions.ConditionEntry;
import city.datastore.access.conditions.ConditionException;
import city.datastore.access.conditions.Conditions;
import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Target;
import city.datastore.audit.names.ConditionId;
import city.datastore.audit.names.NameException;
import city.datastore.audit.paging.PageRequest;
import city.datastore.platform.datasets.DatasetException;
import city.datastore.platform.datasets.DatasetQuery;
import city.datastore.platform.datasets.Datasets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * On what conditions an agency lets people read its data: a list, a form with a look at whom one
 * would bind, and ending.
 */
@Controller
@RequestMapping("/conditions")
class ConditionsPage {
    private static final int SHOWN = 50;
    private static final PageRequest OURS = new PageRequest(200, null);

    private final Conditions conditions;
    private final Datasets datasets;
    private final Gatekeeper gatekeeper;
    private final Words words;

    ConditionsPage(Conditions conditions, Datasets datasets, Gatekeeper gatekeeper, Words words) {
        this.conditions = conditions;
        this.datasets = datasets;
        this.gatekeeper = gatekeeper;
        this.words = words;
    }

    @GetMapping
    String list(
            Caller caller, @RequestParam(required = false) @Nullable String cursor, Model model) {
        conditions.admitToList(caller, null);
        var found = conditions.list(caller, null, false, new PageRequest(SHOWN, cursor));
        model.addAttribute("found", found.items());
        model.addAttribute("maySet", maySet(caller));
        model.addAttribute("firstHref", cursor == null ? null : "/conditions");
        model.addAttribute(
                "nextHref",
                found.next() == null
                        ? null
                        : Link.to("/conditions").with("cursor", found.next()).toString());
        return "pages/conditions";
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

    /** Shows whom it would bind, before anybody is. */
    @PostMapping("/check")
    String check(Caller caller, @RequestParam MultiValueMap<String, String> sent, Model model) {
        var fields = new Fields(sent);
        var form = ConditionForm.of(fields);
        var errors = FormErrors.none();
        var ask = fields.has("change") ? null : form.read(errors, words);
        if (ask != null && exists(caller, ask, errors)) {
            try {
                model.addAttribute("look", conditions.preview(caller, ask).value());
                model.addAttribute("form", form);
                return "pages/condition-check";
            } catch (ConditionException.BadField e) {
                add(errors, e);
            }
        }
        return form(caller, form, errors, model);
    }

    @PostMapping
    String set(
            Caller caller,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        var form = ConditionForm.of(new Fields(sent));
        var errors = FormErrors.none();
        var ask = form.read(errors, words);
        if (ask != null && exists(caller, ask, errors)) {
            try {
                conditions.set(caller, ask);
                next.addFlashAttribute("done", words.say("condition.set"));
                return "redirect:/conditions";
            } catch (ConditionException.BadField e) {
                add(errors, e);
            } catch (ConditionException.WrongState e) {
                errors.add("dataset", Words.sentence(e.getMessage()));
            }
        }
        return form(caller, form, errors, model);
    }

    @GetMapping("/{id}")
    String see(Caller caller, @PathVariable String id, Model model) {
        return show(caller, found(caller, id), "", FormErrors.none(), model);
    }

    @PostMapping("/{id}/end")
    String end(
            Caller caller,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        String reason = new Fields(sent).text("reason");
        var errors = FormErrors.none();
        AskForm.checkText(errors, "reason", reason, "condition.reason.missing", words);
        if (!errors.any()) {
            try {
                conditions.end(caller, parsed(id), reason);
                next.addFlashAttribute("done", words.say("condition.ended"));
                return "redirect:/conditions";
            } catch (ConditionException.WrongState e) {
                errors.add("reason", Words.sentence(e.getMessage()));
            } catch (ConditionException.NotFound _) {
                throw new ResponseStatusException(HttpStatus.NOT_FOUND);
            }
        }
        return show(caller, found(caller, id), reason, errors, model);
    }

    private static void add(FormErrors errors, ConditionException.BadField fault) {
        errors.add(
                FormErrors.field(fault.field(), ConditionForm.FIELDS, "dataset"),
                Words.sentence(fault.getMessage()));
    }

    /** Nobody sets conditions on what is not there; whose it is, the gate and the ask look at. */
    private boolean exists(Caller caller, ConditionAsk ask, FormErrors errors) {
        var dataset = ask.dataset();
        try {
            if (dataset != null) {
                datasets.see(caller, dataset);
            }
            return true;
        } catch (DatasetException.NotFound _) {
            errors.add("dataset", words.say("condition.dataset.not-ours", dataset));
            return false;
        }
    }

    private ConditionEntry found(Caller caller, String id) {
        try {
            return conditions.see(caller, parsed(id)).value();
        } catch (ConditionException.NotFound _) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
    }

    private static ConditionId parsed(String id) {
        try {
            return ConditionId.parse(id);
        } catch (NameException _) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
    }

    private List<Choice> ours(Caller caller) {
        var agency = caller.agency();
        return agency == null
                ? List.of()
                : datasets
                        .find(caller, new DatasetQuery(null, agency, null, null), OURS)
                        .items()
                        .stream()
                        .map(each -> new Choice(each.id().toString(), each.title()))
                        .toList();
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

    private String form(Caller caller, ConditionForm form, FormErrors errors, Model model) {
        if (!form.knownKind()) {
            return kind(form, true, model);
        }
        var choices = new ArrayList<Choice>();
        choices.add(new Choice("", words.say("condition.dataset.all")));
        choices.addAll(ours(caller));
        if (choices.stream().noneMatch(choice -> choice.value().equals(form.dataset()))) {
            choices.add(new Choice(form.dataset(), form.dataset()));
        }
        model.addAttribute("days", ConditionForm.days(words));
        model.addAttribute("datasets", choices);
        model.addAttribute("form", form);
        model.addAttribute("errors", errors);
        model.addAttribute("maxText", ConditionAsk.MAX_TEXT);
        return "pages/condition-new";
    }

    private String show(
            Caller caller, ConditionEntry one, String reason, FormErrors errors, Model model) {
        var condition = one.condition();
        model.addAttribute("one", one);
        model.addAttribute(
                "mayEnd",
                one.stands()
                        && Possible.is(
                                gatekeeper,
                                caller,
                                Act.END_CONDITION,
                                new Target.OfCondition(
                                        condition.id(), condition.owner(), condition.dataset())));
        model.addAttribute("reason", reason);
        model.addAttribute("errors", errors);
        model.addAttribute("maxText", ConditionAsk.MAX_TEXT);
        return "pages/condition";
    }

    private boolean maySet(Caller caller) {
        var agency = caller.agency();
        return agency != null
                && Possible.is(
                        gatekeeper,
                        caller,
                        Act.SET_CONDITION,
                        new Target.OfCondition(null, agency, null));
    }
}
