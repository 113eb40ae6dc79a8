package city.datastore.platform.portal;

import city.datastore.access.drafts.Draft;
import city.datastore.access.drafts.RequestDrafts;
import city.datastore.access.identity.Caller;
import city.datastore.access.requests.AccessRequests;
import city.datastore.access.requests.Grants;
import city.datastore.access.requests.RequestException;
import city.datastore.audit.names.AccessRequestId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A request that I have begun: going on with it, sending it, or discarding it. */
@Controller
class DraftPage {
    private final AskParts parts;
    private final RequestDrafts drafts;
    private final AccessRequests requests;
    private final Grants grants;
    private final Show show;
    private final Words words;

    DraftPage(
            AskParts parts,
            RequestDrafts drafts,
            AccessRequests requests,
            Grants grants,
            Show show,
            Words words) {
        this.parts = parts;
        this.drafts = drafts;
        this.requests = requests;
        this.grants = grants;
        this.show = show;
        this.words = words;
    }

    @GetMapping("/access-requests/drafts/{id}")
    String draft(Caller caller, @PathVariable String id, Model model) {
        var draft = drafts.draft(caller, AccessRequestId.parse(id));
        return show(caller, draft, AskForm.of(draft.content()), FormErrors.none(), model);
    }

    /** Saves, and sends it too where that was pressed. */
    @PostMapping("/access-requests/drafts/{id}")
    String change(
            Caller caller,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        var draft = drafts.draft(caller, AccessRequestId.parse(id));
        var fields = new Fields(sent);
        var form = AskForm.of(fields);
        var errors = FormErrors.none();
        var dataset = draft.content().datasets().getFirst();
        var typed = form.soFar(dataset, errors, words);
        if (!fields.has("save")) {
            errors = FormErrors.none();
            form.read(dataset, errors, words);
        }
        if (typed == null || errors.any()) {
            return show(caller, draft, form, errors, model);
        }
        try {
            drafts.save(caller, draft.id(), within(caller, typed));
            if (fields.has("save")) {
                next.addFlashAttribute("done", words.say("draft.saved"));
                return "redirect:/access-requests/drafts/" + draft.id();
            }
            var asked = drafts.send(caller, draft.id()).value().getFirst().asked();
            next.addFlashAttribute("sent", true);
            return "redirect:/access-requests/" + asked.id();
        } catch (RequestException e) {
            AskForm.say(e, errors, show);
            model.addAttribute("renewing", renewing(caller, draft));
        }
        return show(caller, draft, form, errors, model);
    }

    /** Asks whether to discard it. */
    @GetMapping("/access-requests/drafts/{id}/discarding")
    String askToDiscard(Caller caller, @PathVariable String id, Model model) {
        model.addAttribute("draft", drafts.draft(caller, AccessRequestId.parse(id)));
        return "pages/draft-discarding";
    }

    @PostMapping("/access-requests/drafts/{id}/discarding")
    String discard(Caller caller, @PathVariable String id, RedirectAttributes next) {
        drafts.discard(caller, AccessRequestId.parse(id));
        next.addFlashAttribute("done", words.say("draft.discarded"));
        return "redirect:/access-requests";
    }

    /** From an earlier request of mine; the next one, where it was returned for changes. */
    @PostMapping("/access-requests/{id}/copy")
    String copy(Caller caller, @PathVariable String id, RedirectAttributes next) {
        var draft = drafts.copy(caller, AccessRequestId.parse(id)).value();
        next.addFlashAttribute("done", words.say("draft.copied"));
        return "redirect:/access-requests/drafts/" + draft.id();
    }

    /** Asking to go on with the grant that came of my request. */
    @PostMapping("/access-requests/{id}/renewal")
    String renewal(Caller caller, @PathVariable String id, RedirectAttributes next) {
        var request = requests.request(caller, AccessRequestId.parse(id));
        var grant = grants.grantFor(caller, request);
        var running = requests.renewing(caller, grant.held().id());
        if (running.isPresent()) {
            var renewing = Renewing.of(running.get(), caller);
            next.addFlashAttribute("instead", words.say(renewing.instead()));
            return "redirect:" + renewing.href();
        }
        var draft = drafts.renewal(caller, grant.held().id()).value();
        next.addFlashAttribute("done", words.say("draft.renewal"));
        return "redirect:/access-requests/drafts/" + draft.id();
    }

    /** By what the grant is continued that it asks to renew; null where that is nothing else. */
    private @Nullable Renewing renewing(Caller caller, Draft draft) {
        var renews = draft.ties().renews();
        return renews == null
                ? null
                : requests.renewing(caller, renews)
                        .filter(running -> !running.asked().id().equals(draft.ties().follows()))
                        .map(running -> Renewing.of(running, caller))
                        .orElse(null);
    }

    private Draft.Content within(Caller caller, Draft.Content typed) {
        return new Draft.Content(
                typed.datasets(),
                typed.agreement(),
                typed.purpose(),
                typed.actions(),
                parts.within(caller, typed.datasets().getFirst(), typed.agreement(), typed.until()),
                typed.justification());
    }

    private String show(Caller caller, Draft draft, AskForm form, FormErrors errors, Model model) {
        return parts.show(
                caller, draft.content().datasets().getFirst(), draft, form, errors, model);
    }
}
