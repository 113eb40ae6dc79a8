package city.datastore.platform.portal;

import city.datastore.access.certification.Certification;
import city.datastore.access.certification.Certifications;
import city.datastore.access.identity.Caller;
import city.datastore.access.requests.AccessRequest;
import city.datastore.access.requests.Grants;
import city.datastore.access.requests.RequestException;
import city.datastore.audit.names.GrantId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Grants on my agency's data that wait to be confirmed or removed this quarter, and the question
 * whether to remove one.
 */
@Controller
class ConfirmPage {
    private static final String PATH = "/grants/to-confirm";

    private final Certifications certifications;
    private final Grants grants;
    private final Words words;

    ConfirmPage(Certifications certifications, Grants grants, Words words) {
        this.certifications = certifications;
        this.grants = grants;
        this.words = words;
    }

    /**
     * What a lead has filled in of the list, which stays while one grant of it is answered.
     *
     * @param ticked ids of grants
     */
    record Form(List<String> ticked, String reason) {
        static final Form EMPTY = new Form(List.of(), "");

        static Form of(Fields fields) {
            return new Form(fields.all("grant"), fields.text("reason"));
        }
    }

    @GetMapping(PATH)
    String list(Caller caller, Model model) {
        var form = model.getAttribute("kept") instanceof Form kept ? kept : Form.EMPTY;
        return show(caller, form, FormErrors.none(), model);
    }

    /**
     * Confirms one, those that are ticked, or all that were shown; or asks whether to remove one.
     */
    @PostMapping(PATH)
    String answer(
            Caller caller,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        var fields = new Fields(sent);
        var form = Form.of(fields);
        if (fields.has("remove")) {
            return ask(caller, fields.text("remove"), form, model);
        }
        var errors = FormErrors.none();
        AskForm.checkText(errors, "reason", form.reason(), "confirm.reason.missing", words);
        try {
            var wanted = wanted(fields);
            if (wanted.isEmpty()) {
                errors.add("grant", words.say("confirm.none-ticked"));
            }
            if (!errors.any()) {
                certifications.confirm(caller, wanted, form.reason());
                if (fields.has("one")) {
                    next.addFlashAttribute("kept", form);
                }
                return done("confirm.done", wanted.size(), next);
            }
        } catch (RequestException.WrongState | RequestException.BadField e) {
            errors.add("grant", Words.sentence(e.getMessage()));
        }
        return show(caller, form, errors, model);
    }

    /** Removes one: its access ends for a reason of its own. Or goes back to the list. */
    @PostMapping(PATH + "/removal")
    String remove(
            Caller caller,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        var fields = new Fields(sent);
        var form = Form.of(fields);
        next.addFlashAttribute("kept", form);
        if (fields.has("keep")) {
            return "redirect:" + PATH;
        }
        var wanted = found(caller, fields.text("id"));
        if (wanted.isEmpty()) {
            return show(caller, form, gone(), model);
        }
        String why = fields.text("why");
        var errors = FormErrors.none();
        AskForm.checkText(errors, "why", why, "confirm.remove.why.missing", words);
        if (!errors.any()) {
            try {
                grants.revoke(caller, wanted.get().grant(), why);
                return done("confirm.removed", 1, next);
            } catch (RequestException.WrongState | RequestException.BadField e) {
                errors.add("why", Words.sentence(e.getMessage()));
            }
        }
        return ask(wanted.get(), form, why, errors, model);
    }

    private static List<GrantId> wanted(Fields fields) {
        if (fields.has("one")) {
            return List.of(GrantId.parse(fields.text("one")));
        }
        return fields.all(fields.has("all") ? "shown" : "grant").stream()
                .map(GrantId::parse)
                .toList();
    }

    private String ask(Caller caller, String id, Form form, Model model) {
        return found(caller, id)
                .map(one -> ask(one, form, "", FormErrors.none(), model))
                .orElseGet(() -> show(caller, form, gone(), model));
    }

    private static String ask(
            Certification one, Form form, String why, FormErrors errors, Model model) {
        model.addAttribute("one", one);
        model.addAttribute("form", form);
        model.addAttribute("why", why);
        model.addAttribute("errors", errors);
        model.addAttribute("maxText", AccessRequest.Asked.MAX_TEXT);
        return "pages/grant-removal";
    }

    private Optional<Certification> found(Caller caller, String id) {
        return certifications.waiting(caller).stream()
                .filter(one -> one.grant().toString().equals(id))
                .findFirst();
    }

    private FormErrors gone() {
        return FormErrors.of("main-content", words.say("confirm.remove.gone"));
    }

    private String done(String code, int count, RedirectAttributes next) {
        next.addFlashAttribute("done", words.say(code, count));
        return "redirect:" + PATH;
    }

    private String show(Caller caller, Form form, FormErrors errors, Model model) {
        var own =
                certifications.waiting(caller).stream()
                        .collect(Collectors.partitioningBy(one -> one.heldBy(caller)));
        model.addAttribute("waiting", own.get(false));
        model.addAttribute("own", own.get(true));
        model.addAttribute("count", certifications.count(caller));
        model.addAttribute("form", form);
        model.addAttribute("errors", errors);
        model.addAttribute("maxText", AccessRequest.Asked.MAX_TEXT);
        return "pages/grants-to-confirm";
    }
}
