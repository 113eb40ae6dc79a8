package city.datastore.platform.portal;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Target;
import city.datastore.audit.names.NameException;
import city.datastore.audit.names.WithholdingId;
import city.datastore.platform.subjects.SubjectException;
import city.datastore.platform.subjects.Withholding;
import city.datastore.platform.subjects.Withholdings;
import java.time.Clock;
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

/** What an agency withholds from the people concerned, its reviews and its end. */
@Controller
@RequestMapping("/audit/withholdings")
class WithholdingsPage {
    private static final String HERE = "redirect:/audit/withholdings";

    private final Withholdings withholdings;
    private final Gatekeeper gatekeeper;
    private final Words words;
    private final Clock clock;

    WithholdingsPage(Withholdings withholdings, Gatekeeper gatekeeper, Words words, Clock clock) {
        this.withholdings = withholdings;
        this.gatekeeper = gatekeeper;
        this.words = words;
        this.clock = clock;
    }

    @GetMapping
    String list(Caller caller, Model model) {
        return show(caller, WithholdForm.EMPTY, FormErrors.none(), model);
    }

    @PostMapping
    String set(
            Caller caller,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        var form = WithholdForm.of(new Fields(sent));
        var errors = FormErrors.none();
        var wanted = form.read(errors, words);
        if (wanted != null) {
            try {
                withholdings.set(
                        caller,
                        wanted.agreement(),
                        wanted.purpose(),
                        wanted.reason(),
                        wanted.review());
                next.addFlashAttribute("done", words.say("withhold.set"));
                return HERE;
            } catch (SubjectException.BadField e) {
                WithholdForm.add(e, errors);
            } catch (SubjectException.TooMany e) {
                errors.add("agreement", Words.sentence(e.getMessage()));
            }
        }
        return show(caller, form, errors, model);
    }

    @GetMapping("/{id}")
    String one(Caller caller, @PathVariable String id, Model model) {
        return show(caller, found(caller, id), WithholdForm.EMPTY, FormErrors.none(), model);
    }

    /** Goes on with it until another date, or ends it. */
    @PostMapping("/{id}")
    String review(
            Caller caller,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        var fields = new Fields(sent);
        boolean ends = fields.text("move").equals("end");
        var form = WithholdForm.of(fields);
        var errors = FormErrors.none();
        WithholdForm.Wanted wanted = null;
        if (ends) {
            WithholdForm.checkReason(errors, form.reason(), words);
        } else {
            wanted = form.read(errors, words);
        }
        if (!errors.any()) {
            try {
                withholdings.review(
                        caller, parsed(id), form.reason(), wanted == null ? null : wanted.review());
                next.addFlashAttribute(
                        "done", words.say(ends ? "withhold.ended" : "withhold.reviewed"));
                return HERE;
            } catch (SubjectException.BadField e) {
                WithholdForm.add(e, errors);
            } catch (SubjectException.Ended e) {
                errors.add("reason", Words.sentence(e.getMessage()));
            } catch (SubjectException.NotFound _) {
                throw new ResponseStatusException(HttpStatus.NOT_FOUND);
            }
        }
        return show(caller, found(caller, id), form, errors, model);
    }

    private Withholding found(Caller caller, String id) {
        var wanted = parsed(id);
        return withholdings.list(caller).value().stream()
                .filter(each -> each.id().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static WithholdingId parsed(String id) {
        try {
            return WithholdingId.parse(id);
        } catch (NameException _) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
    }

    private String show(Caller caller, WithholdForm form, FormErrors errors, Model model) {
        model.addAttribute("withholdings", withholdings.list(caller).value());
        model.addAttribute("now", clock.instant());
        model.addAttribute(
                "mayWithhold",
                Possible.is(
                        gatekeeper,
                        caller,
                        Act.WITHHOLD,
                        new Target.OfMark(null, caller.agency())));
        model.addAttribute("form", form);
        model.addAttribute("errors", errors);
        model.addAttribute("maxText", Withholding.MAX_REASON);
        return "pages/withholdings";
    }

    private String show(
            Caller caller, Withholding one, WithholdForm form, FormErrors errors, Model model) {
        model.addAttribute("withholding", one);
        model.addAttribute("now", clock.instant());
        model.addAttribute(
                "mayChange",
                one.inForce()
                        && Possible.is(
                                gatekeeper,
                                caller,
                                Act.CHANGE_WITHHOLDING,
                                new Target.OfMark(one.id().toString(), one.agency())));
        model.addAttribute("form", form);
        model.addAttribute("errors", errors);
        model.addAttribute("maxText", Withholding.MAX_REASON);
        return "pages/withholding";
    }
}
