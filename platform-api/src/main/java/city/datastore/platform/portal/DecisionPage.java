package city.datastore.platform.portal;

import city.datastore.access.identity.Caller;
import city.datastore.access.requests.AccessRequest;
import city.datastore.access.requests.AccessRequests;
import city.datastore.access.requests.RequestException;
import city.datastore.access.teams.Teams;
import city.datastore.audit.names.AccessRequestId;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Deciding a request for access as the owner's lead: granting, refusing or returning it. */
@Controller
@RequestMapping("/access-requests/{id}")
class DecisionPage {
    private final RequestParts parts;
    private final AccessRequests requests;
    private final Teams teams;
    private final Show show;
    private final Words words;

    DecisionPage(RequestParts parts, AccessRequests requests, Teams teams, Show show, Words words) {
        this.parts = parts;
        this.requests = requests;
        this.teams = teams;
        this.show = show;
        this.words = words;
    }

    @PostMapping("/grant")
    String grant(
            Caller caller,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        var request = requests.request(caller, AccessRequestId.parse(id));
        var asked = request.asked();
        var fields = new Fields(sent);
        var form = DecisionForm.of(fields);
        var looked = Looked.of(fields);
        var errors = FormErrors.none();
        if (looked.changed(request)) {
            errors.add("team", looked.said(teams.of(asked.id()), words));
        }
        var until = words.endOf(errors, "until", form.until(), "request.grant.until.name");
        var columns = form.granted(parts.offered(caller, asked), errors, words);
        AskForm.checkText(
                errors, "comment", form.comment(), "request.grant.comment.missing", words);
        if (errors.any() || until == null) {
            return parts.show(caller, request, form, errors, model);
        }
        try {
            var end = Words.notPast(until, asked.until());
            requests.grant(caller, asked.id(), looked.revision(), end, columns, form.comment());
            return done(request, "request.granted", next);
        } catch (RequestException.ChangedMeanwhile _) {
            errors.add("team", looked.said(teams.of(asked.id()), words));
            return parts.show(caller, requests.request(caller, asked.id()), form, errors, model);
        } catch (RequestException.BadField e) {
            errors.add(
                    FormErrors.field(e.field(), DecisionForm.FIELDS, "until"),
                    Words.sentence(e.getMessage()));
        } catch (RequestException.NotCovered e) {
            errors.add("until", show.reasons(e.missing()));
        } catch (RequestException.WrongState e) {
            errors.add("until", Words.sentence(e.getMessage()));
        }
        return parts.show(caller, request, form, errors, model);
    }

    @PostMapping("/refusal")
    String refuse(
            Caller caller,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        var request = requests.request(caller, AccessRequestId.parse(id));
        var form = DecisionForm.of(new Fields(sent));
        var errors = FormErrors.none();
        AskForm.checkText(errors, "reason", form.reason(), "request.refuse.reason.missing", words);
        if (!errors.any()) {
            try {
                requests.refuse(caller, request.asked().id(), form.reason());
                return done(request, "request.refused", next);
            } catch (RequestException.WrongState | RequestException.BadField e) {
                errors.add("reason", Words.sentence(e.getMessage()));
            }
        }
        return showAgain(caller, request, form.reason(), "", errors, model);
    }

    @PostMapping("/return")
    String giveBack(
            Caller caller,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        var request = requests.request(caller, AccessRequestId.parse(id));
        var form = DecisionForm.of(new Fields(sent));
        var errors = FormErrors.none();
        AskForm.checkText(
                errors, "changes", form.changes(), "request.return.changes.missing", words);
        if (!errors.any()) {
            try {
                requests.giveBack(caller, request.asked().id(), form.changes());
                return done(request, "request.returned", next);
            } catch (RequestException.WrongState | RequestException.BadField e) {
                errors.add("changes", Words.sentence(e.getMessage()));
            }
        }
        return showAgain(caller, request, "", form.changes(), errors, model);
    }

    /** With what was written, and what a grant would give as if nothing had been sent. */
    private String showAgain(
            Caller caller,
            AccessRequest request,
            String reason,
            String changes,
            FormErrors errors,
            Model model) {
        var asked = request.asked();
        var kept = DecisionForm.answering(asked, parts.offered(caller, asked));
        var form = new DecisionForm(kept.until(), kept.columns(), "", reason, changes, "", "");
        return parts.show(caller, request, form, errors, model);
    }

    private String done(AccessRequest request, String code, RedirectAttributes next) {
        next.addFlashAttribute("done", words.say(code));
        return "redirect:/access-requests/" + request.asked().id();
    }
}
