package city.datastore.platform.portal;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Target;
import city.datastore.audit.names.HoldId;
import city.datastore.audit.names.NameException;
import city.datastore.audit.retention.Hold;
import city.datastore.audit.retention.HoldException;
import city.datastore.audit.retention.Retention;
import city.datastore.platform.keeping.Keeping;
import java.time.Period;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

/** What of the record is kept and for how long, what goes next, and legal holds. */
@Controller
@RequestMapping("/audit/retention")
class RetentionPage {
    private final Keeping keeping;
    private final Gatekeeper gatekeeper;
    private final Words words;

    RetentionPage(Keeping keeping, Gatekeeper gatekeeper, Words words) {
        this.keeping = keeping;
        this.gatekeeper = gatekeeper;
        this.words = words;
    }

    @GetMapping
    String see(Caller caller, Model model) {
        return show(caller, HoldForm.EMPTY, FormErrors.none(), model);
    }

    @PostMapping("/holds")
    String set(
            Caller caller,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        var form = HoldForm.of(new Fields(sent));
        var errors = FormErrors.none();
        var wanted = form.read(errors, words);
        if (wanted == null) {
            return show(caller, form, errors, model);
        }
        keeping.set(caller, wanted.kind(), wanted.value(), wanted.reason());
        next.addFlashAttribute("done", words.say("hold.set"));
        return "redirect:/audit/retention";
    }

    @GetMapping("/holds/{id}")
    String hold(Caller caller, @PathVariable String id, Model model) {
        return show(caller, found(caller, id), "", FormErrors.none(), model);
    }

    @PostMapping("/holds/{id}/lifting")
    String lift(
            Caller caller,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        String reason = new Fields(sent).text("reason");
        var errors = FormErrors.none();
        HoldForm.checkReason(errors, reason, words);
        if (!errors.any()) {
            try {
                keeping.lift(caller, parsed(id), reason);
                next.addFlashAttribute("done", words.say("hold.lifted"));
                return "redirect:/audit/retention";
            } catch (HoldException.AlreadyLifted e) {
                errors.add("reason", Words.sentence(e.getMessage()));
            } catch (HoldException.NotFound _) {
                throw new ResponseStatusException(HttpStatus.NOT_FOUND);
            }
        }
        return show(caller, found(caller, id), reason, errors, model);
    }

    private Hold found(Caller caller, String id) {
        try {
            return keeping.hold(caller, parsed(id)).value();
        } catch (HoldException.NotFound _) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
    }

    private static HoldId parsed(String id) {
        try {
            return HoldId.parse(id);
        } catch (NameException _) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
    }

    private String show(Caller caller, HoldForm form, FormErrors errors, Model model) {
        var overview = keeping.see(caller).value();
        model.addAttribute("outlook", overview.outlook());
        model.addAttribute("kept", years(overview.outlook().inForce(), words));
        model.addAttribute(
                "newest",
                overview.outlook().terms().isEmpty()
                        ? null
                        : years(overview.outlook().terms().getFirst().kept(), words));
        model.addAttribute("notice", Retention.NOTICE.toDays());
        model.addAttribute("holds", overview.holds());
        model.addAttribute(
                "mayHold", Possible.is(gatekeeper, caller, Act.SET_HOLD, new Target.OfTrail()));
        model.addAttribute("kinds", HoldForm.kinds(words));
        model.addAttribute("form", form);
        model.addAttribute("errors", errors);
        model.addAttribute("maxText", Hold.MAX_REASON);
        return "pages/retention";
    }

    private String show(Caller caller, Hold hold, String reason, FormErrors errors, Model model) {
        model.addAttribute("hold", hold);
        model.addAttribute(
                "mayLift",
                hold.inForce()
                        && Possible.is(
                                gatekeeper,
                                caller,
                                Act.LIFT_HOLD,
                                new Target.OfMark(hold.id().toString(), hold.agency())));
        model.addAttribute("reason", reason);
        model.addAttribute("errors", errors);
        model.addAttribute("maxText", Hold.MAX_REASON);
        return "pages/hold";
    }

    /** {@code 6 years}, {@code 7 years and 3 months}. */
    static String years(@Nullable Period kept, Words words) {
        if (kept == null) {
            return words.say("retention.no-term");
        }
        String years = kept.getYears() == 0 ? "" : words.say("period.years", kept.getYears());
        String months = kept.getMonths() == 0 ? "" : words.say("period.months", kept.getMonths());
        String days = kept.getDays() == 0 ? "" : words.say("period.days", kept.getDays());
        return Stream.of(years, months, days)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
    }
}
