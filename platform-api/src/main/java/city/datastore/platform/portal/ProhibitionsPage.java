package city.datastore.platform.portal;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Target;
import city.datastore.access.prohibitions.ProhibitionAsk;
import city.datastore.access.prohibitions.ProhibitionEntry;
import city.datastore.access.prohibitions.ProhibitionException;
import city.datastore.access.prohibitions.Prohibitions;
import city.datastore.audit.names.NameException;
import city.datastore.audit.names.ProhibitionId;
import city.datastore.audit.paging.PageRequest;
import city.datastore.platform.datasets.DatasetException;
import city.datastore.platform.datasets.DatasetQuery;
import city.datastore.platform.datasets.Datasets;
import java.time.Clock;
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
 * What an agency keeps people from, whatever agreements and grants allow: a list, a form with a
 * look at what it would stop, and lifting.
 */
@Controller
@RequestMapping("/prohibitions")
class ProhibitionsPage {
    private static final int SHOWN = 50;
    private static final PageRequest OURS = new PageRequest(200, null);

    private final Prohibitions prohibitions;
    private final Datasets datasets;
    private final Gatekeeper gatekeeper;
    private final Words words;
    private final Clock clock;

    ProhibitionsPage(
            Prohibitions prohibitions,
            Datasets datasets,
            Gatekeeper gatekeeper,
            Words words,
            Clock clock) {
        this.prohibitions = prohibitions;
        this.datasets = datasets;
        this.gatekeeper = gatekeeper;
        this.words = words;
        this.clock = clock;
    }

    @GetMapping
    String list(
            Caller caller, @RequestParam(required = false) @Nullable String cursor, Model model) {
        prohibitions.admitToList(caller, null);
        var found = prohibitions.list(caller, null, false, new PageRequest(SHOWN, cursor));
        model.addAttribute("found", found.items());
        model.addAttribute("now", clock.instant());
        model.addAttribute("maySet", maySet(caller));
        model.addAttribute("firstHref", cursor == null ? null : "/prohibitions");
        model.addAttribute(
                "nextHref",
                found.next() == null
                        ? null
                        : Link.to("/prohibitions").with("cursor", found.next()).toString());
        return "pages/prohibitions";
    }

    @GetMapping("/new")
    String write(
            Caller caller, @RequestParam(required = false) @Nullable String dataset, Model model) {
        prohibitions.admitToList(caller, null);
        return form(caller, ProhibitionForm.about(dataset), FormErrors.none(), model);
    }

    /** Shows what it would stop, before anything is. */
    @PostMapping("/check")
    String check(Caller caller, @RequestParam MultiValueMap<String, String> sent, Model model) {
        var fields = new Fields(sent);
        var form = ProhibitionForm.of(fields);
        var errors = FormErrors.none();
        if (fields.has("change")) {
            return form(caller, form, errors, model);
        }
        var ask = form.read(errors, words);
        if (ask != null && exists(caller, ask, errors)) {
            try {
                model.addAttribute("reach", prohibitions.preview(caller, ask).value());
                model.addAttribute("form", form);
                model.addAttribute("until", ask.until());
                return "pages/prohibition-check";
            } catch (ProhibitionException.BadField e) {
                errors.add(e.field(), Words.sentence(e.getMessage()));
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
        var form = ProhibitionForm.of(new Fields(sent));
        var errors = FormErrors.none();
        var ask = form.read(errors, words);
        if (ask != null && exists(caller, ask, errors)) {
            try {
                prohibitions.set(caller, ask);
                next.addFlashAttribute("done", words.say("prohibition.set"));
                return "redirect:/prohibitions";
            } catch (ProhibitionException.BadField e) {
                errors.add(e.field(), Words.sentence(e.getMessage()));
            } catch (ProhibitionException.WrongState e) {
                errors.add("kind", Words.sentence(e.getMessage()));
            }
        }
        return form(caller, form, errors, model);
    }

    @GetMapping("/{id}")
    String see(Caller caller, @PathVariable String id, Model model) {
        return show(caller, found(caller, id), "", FormErrors.none(), model);
    }

    @PostMapping("/{id}/lifting")
    String lift(
            Caller caller,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        String reason = new Fields(sent).text("reason");
        var errors = FormErrors.none();
        AskForm.checkText(errors, "reason", reason, "prohibition.reason.missing", words);
        if (!errors.any()) {
            try {
                prohibitions.lift(caller, parsed(id), reason);
                next.addFlashAttribute("done", words.say("prohibition.lifted"));
                return "redirect:/prohibitions";
            } catch (ProhibitionException.WrongState e) {
                errors.add("reason", Words.sentence(e.getMessage()));
            } catch (ProhibitionException.NotFound _) {
                throw new ResponseStatusException(HttpStatus.NOT_FOUND);
            }
        }
        return show(caller, found(caller, id), reason, errors, model);
    }

    /** Nobody forbids what is not there; whose it is, the gate and the ask look at. */
    private boolean exists(Caller caller, ProhibitionAsk ask, FormErrors errors) {
        var dataset = ask.dataset();
        try {
            if (dataset != null) {
                datasets.see(caller, dataset);
            }
            return true;
        } catch (DatasetException.NotFound _) {
            errors.add("dataset", words.say("prohibition.dataset.not-ours", dataset));
            return false;
        }
    }

    private ProhibitionEntry found(Caller caller, String id) {
        try {
            return prohibitions.see(caller, parsed(id)).value();
        } catch (ProhibitionException.NotFound _) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
    }

    private static ProhibitionId parsed(String id) {
        try {
            return ProhibitionId.parse(id);
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

    private String form(Caller caller, ProhibitionForm form, FormErrors errors, Model model) {
        var choices = new ArrayList<Choice>();
        choices.add(new Choice("", words.say("prohibition.dataset.all")));
        choices.addAll(ours(caller));
        if (choices.stream().noneMatch(choice -> choice.value().equals(form.dataset()))) {
            choices.add(new Choice(form.dataset(), form.dataset()));
        }
        model.addAttribute("kinds", ProhibitionForm.kinds(words));
        model.addAttribute("datasets", choices);
        model.addAttribute("form", form);
        model.addAttribute("errors", errors);
        model.addAttribute("maxText", ProhibitionAsk.MAX_TEXT);
        return "pages/prohibition-new";
    }

    private String show(
            Caller caller, ProhibitionEntry one, String reason, FormErrors errors, Model model) {
        var prohibition = one.prohibition();
        boolean stands = one.standsAt(clock.instant());
        model.addAttribute("one", one);
        model.addAttribute("stands", stands);
        model.addAttribute(
                "mayLift",
                stands
                        && Possible.is(
                                gatekeeper,
                                caller,
                                Act.LIFT_PROHIBITION,
                                new Target.OfProhibition(
                                        prohibition.id(),
                                        prohibition.owner(),
                                        prohibition.dataset(),
                                        prohibition.person())));
        model.addAttribute("reason", reason);
        model.addAttribute("errors", errors);
        model.addAttribute("maxText", ProhibitionAsk.MAX_TEXT);
        return "pages/prohibition";
    }

    private boolean maySet(Caller caller) {
        var agency = caller.agency();
        return agency != null
                && Possible.is(
                        gatekeeper,
                        caller,
                        Act.SET_PROHIBITION,
                        new Target.OfProhibition(null, agency, null, null));
    }
}
