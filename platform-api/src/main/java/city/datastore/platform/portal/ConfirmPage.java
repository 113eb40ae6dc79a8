package city.datastore.platform.portal;

import city.datastore.access.certification.Certification;
import city.datastore.access.certification.Certifications;
import city.datastore.access.identity.Caller;
import city.datastore.access.requests.AccessRequest;
import city.datastore.access.requests.AccessRequests;
import city.datastore.access.requests.RequestException;
import city.datastore.audit.names.GrantId;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Grants on my agency's data that wait to be confirmed or removed this quarter. */
@Controller
class ConfirmPage {
    private final Certifications certifications;
    private final AccessRequests requests;
    private final Words words;

    ConfirmPage(Certifications certifications, AccessRequests requests, Words words) {
        this.certifications = certifications;
        this.requests = requests;
        this.words = words;
    }

    @GetMapping("/grants/to-confirm")
    String list(Caller caller, Model model) {
        return show(certifications.waiting(caller), List.of(), "", FormErrors.none(), model);
    }

    /** Confirms one, those that are ticked, or all that are shown; or removes one. */
    @PostMapping("/grants/to-confirm")
    String answer(
            Caller caller,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        var fields = new Fields(sent);
        var waiting = certifications.waiting(caller);
        var errors = FormErrors.none();
        String reason = fields.text("reason");
        try {
            AskForm.checkText(errors, "reason", reason, "confirm.reason.missing", words);
            if (fields.has("remove")) {
                if (!errors.any()) {
                    requests.revoke(caller, GrantId.parse(fields.text("remove")), reason);
                    return done("confirm.removed", 1, next);
                }
            } else {
                var wanted = wanted(fields, waiting);
                if (wanted.isEmpty()) {
                    errors.add("grant", words.say("confirm.none-ticked"));
                }
                if (!errors.any()) {
                    certifications.confirm(caller, wanted, reason);
                    return done("confirm.done", wanted.size(), next);
                }
            }
        } catch (RequestException.WrongState | RequestException.BadField e) {
            errors.add("grant", Words.sentence(e.getMessage()));
        }
        return show(waiting, fields.all("grant"), reason, errors, model);
    }

    private static List<GrantId> wanted(Fields fields, List<Certification> waiting) {
        if (fields.has("one")) {
            return List.of(GrantId.parse(fields.text("one")));
        }
        return fields.has("all")
                ? waiting.stream().map(Certification::grant).toList()
                : fields.all("grant").stream().map(GrantId::parse).toList();
    }

    private String done(String code, int count, RedirectAttributes next) {
        next.addFlashAttribute("done", words.say(code, count));
        return "redirect:/grants/to-confirm";
    }

    private static String show(
            List<Certification> waiting,
            List<String> ticked,
            String reason,
            FormErrors errors,
            Model model) {
        model.addAttribute("waiting", waiting);
        model.addAttribute("ticked", ticked);
        model.addAttribute("reason", reason);
        model.addAttribute("errors", errors);
        model.addAttribute("maxText", AccessRequest.Asked.MAX_TEXT);
        return "pages/grants-to-confirm";
    }
}
