package city.datastore.platform.portal;

import city.datastore.access.emergency.Emergencies;
import city.datastore.access.emergency.Emergency;
import city.datastore.access.emergency.EmergencyAsk;
import city.datastore.access.emergency.EmergencyException;
import city.datastore.access.gate.RefusedException;
import city.datastore.access.identity.Caller;
import city.datastore.audit.names.EmergencyId;
import city.datastore.platform.security.StepUp;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One emergency access: ending it, renewing it, and reviewing it once it is over. */
@Controller
@RequestMapping("/emergencies/{id}")
class EmergencyPage {
    private static final String PATH = "/emergencies/";

    private final EmergencyParts parts;
    private final Emergencies emergencies;
    private final StepUp stepUp;
    private final Words words;

    EmergencyPage(EmergencyParts parts, Emergencies emergencies, StepUp stepUp, Words words) {
        this.parts = parts;
        this.emergencies = emergencies;
        this.stepUp = stepUp;
        this.words = words;
    }

    @GetMapping
    String see(Caller caller, @PathVariable String id, Model model) {
        var one = emergencies.see(caller, EmergencyId.parse(id)).value();
        var nothing = new Fields(new LinkedMultiValueMap<>());
        return parts.show(caller, one, nothing, FormErrors.none(), model);
    }

    @PostMapping("/ending")
    String end(
            Caller caller,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        var fields = new Fields(sent);
        var errors = FormErrors.none();
        AskForm.checkText(errors, "why", fields.text("why"), "emergency.why.missing", words);
        return done(
                caller,
                id,
                fields,
                errors,
                "why",
                () -> {
                    emergencies.end(caller, EmergencyId.parse(id), fields.text("why"));
                    next.addFlashAttribute("done", words.say("emergency.ended"));
                },
                model);
    }

    /** After the second factor, back to where it can be renewed. */
    @GetMapping("/renewal")
    String toRenew(
            Caller caller,
            @PathVariable String id,
            HttpServletRequest request,
            HttpServletResponse response) {
        return caller.stepUp()
                ? "redirect:" + PATH + EmergencyId.parse(id)
                : stepUp.first(request, response);
    }

    @PostMapping("/renewal")
    String renew(
            Caller caller,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        var fields = new Fields(sent);
        var errors = FormErrors.none();
        var length = EmergencyForm.length(errors, words, "hours", fields.text("hours"));
        return done(
                caller,
                id,
                fields,
                errors,
                "hours",
                () -> {
                    emergencies.renew(
                            caller,
                            EmergencyId.parse(id),
                            length == null ? EmergencyAsk.USUAL_LENGTH : length);
                    next.addFlashAttribute("done", words.say("emergency.renewed"));
                },
                model);
    }

    @PostMapping("/review")
    String review(
            Caller caller,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        var fields = new Fields(sent);
        var errors = FormErrors.none();
        var outcome = Emergency.Outcome.of(fields.text("outcome"));
        if (outcome.isEmpty()) {
            errors.add("outcome", words.say("emergency.outcome.missing"));
        }
        AskForm.checkText(errors, "note", fields.text("note"), "emergency.note.missing", words);
        return done(
                caller,
                id,
                fields,
                errors,
                "note",
                () -> {
                    emergencies.review(
                            caller,
                            EmergencyId.parse(id),
                            outcome.orElseThrow(),
                            fields.text("note"));
                    next.addFlashAttribute("done", words.say("emergency.reviewed"));
                },
                model);
    }

    /** Does it where nothing is wrong, and shows the access again with what is. */
    private String done(
            Caller caller,
            String id,
            Fields fields,
            FormErrors errors,
            String field,
            Runnable what,
            Model model) {
        if (!errors.any()) {
            try {
                what.run();
                return "redirect:" + PATH + EmergencyId.parse(id);
            } catch (RefusedException e) {
                if (!e.takesSecondFactor()) {
                    throw e;
                }
                return "redirect:" + PATH + EmergencyId.parse(id) + "/renewal";
            } catch (EmergencyException.WrongState | EmergencyException.BadField e) {
                errors.add(field, Words.sentence(e.getMessage()));
            }
        }
        var one = emergencies.see(caller, EmergencyId.parse(id)).value();
        return parts.show(caller, one, fields, errors, model);
    }
}
