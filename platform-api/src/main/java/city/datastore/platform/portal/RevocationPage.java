package city.datastore.platform.portal;

import city.datastore.access.identity.Caller;
import city.datastore.access.requests.AccessRequests;
import city.datastore.access.requests.Grants;
import city.datastore.access.requests.RequestException;
import city.datastore.audit.names.AccessRequestId;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Ending access that came of a request: one person's, or everybody's. */
@Controller
class RevocationPage {
    private final RequestParts parts;
    private final AccessRequests requests;
    private final Grants grants;
    private final Words words;

    RevocationPage(RequestParts parts, AccessRequests requests, Grants grants, Words words) {
        this.parts = parts;
        this.requests = requests;
        this.grants = grants;
        this.words = words;
    }

    @PostMapping("/access-requests/{id}/revocation")
    String revoke(
            Caller caller,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        var request = requests.request(caller, AccessRequestId.parse(id));
        var form = DecisionForm.of(new Fields(sent));
        var errors = FormErrors.none();
        AskForm.checkText(
                errors, "revocation", form.revocation(), "request.revoke.reason.missing", words);
        var standing = parts.revocable(caller, request);
        if (standing.isEmpty()) {
            errors.add("revocation", words.say("request.revoke.nothing"));
        } else if (form.whose().isEmpty() && standing.size() > 1) {
            errors.add("whose", words.say("request.revoke.whose.missing"));
        } else if (!form.everybody()
                && DecisionForm.whose(standing, words).stream().noneMatch(form::means)) {
            // what was written is about somebody else than those who are left
            var gone = FormErrors.of("revocation", words.say("request.revoke.whose.gone"));
            return parts.show(caller, request, null, gone, model);
        }
        if (!errors.any()) {
            try {
                if (form.everybody()) {
                    grants.revokeAll(caller, request.asked().id(), form.revocation());
                    next.addFlashAttribute("done", words.say("request.revoked.everybody"));
                } else {
                    grants.revoke(caller, form.among(standing).held().id(), form.revocation());
                    next.addFlashAttribute("done", words.say("request.revoked"));
                }
                return "redirect:/access-requests/" + request.asked().id();
            } catch (RequestException.WrongState | RequestException.BadField e) {
                errors.add("revocation", Words.sentence(e.getMessage()));
            }
        }
        return parts.show(caller, request, form, errors, model);
    }
}
