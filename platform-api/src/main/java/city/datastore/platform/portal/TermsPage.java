package city.datastore.platform.portal;

import city.datastore.access.drafts.RequestDrafts;
import city.datastore.access.identity.Caller;
import city.datastore.access.requests.AccessRequest;
import city.datastore.access.requests.AccessRequests;
import city.datastore.access.requests.Grant;
import city.datastore.access.requests.Grants;
import city.datastore.access.requests.RequestException;
import city.datastore.access.teams.Teams;
import city.datastore.agreements.Agreements;
import city.datastore.audit.names.AccessRequestId;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What each of a team is offered: to accept the terms or to decline; and what they then hold. */
@Controller
class TermsPage {
    private final Teams teams;
    private final AccessRequests requests;
    private final Grants grants;
    private final RequestDrafts drafts;
    private final Agreements agreements;
    private final Show show;
    private final Words words;
    private final Clock clock;
    private final Standings standings;

    TermsPage(
            Teams teams,
            AccessRequests requests,
            Grants grants,
            RequestDrafts drafts,
            Agreements agreements,
            Standings standings,
            Show show,
            Words words,
            Clock clock) {
        this.teams = teams;
        this.requests = requests;
        this.grants = grants;
        this.drafts = drafts;
        this.agreements = agreements;
        this.show = show;
        this.words = words;
        this.clock = clock;
        this.standings = standings;
    }

    /** What is offered to me, or what I have held since I accepted it. */
    @GetMapping("/access-requests/{id}/terms")
    String terms(Caller caller, @PathVariable String id, Model model) {
        var request = AccessRequestId.parse(id);
        var joined = teams.joined(caller, request);
        if (joined.isPresent()) {
            return held(caller, request, joined.get(), "", FormErrors.none(), model);
        }
        return shown(caller, teams.offer(caller, request), FormErrors.none(), model);
    }

    /** I give it back. */
    @PostMapping("/access-requests/{id}/terms/revocation")
    String giveBack(
            Caller caller,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        var request = AccessRequestId.parse(id);
        var grant = joined(caller, request);
        String reason = new Fields(sent).text("revocation");
        var errors = FormErrors.none();
        AskForm.checkText(errors, "revocation", reason, "request.revoke.reason.missing", words);
        if (!errors.any()) {
            try {
                grants.revoke(caller, grant.held().id(), reason);
                next.addFlashAttribute("done", words.say("request.revoked"));
                return "redirect:/access-requests/" + request + "/terms";
            } catch (RequestException.WrongState | RequestException.BadField e) {
                errors.add("revocation", Words.sentence(e.getMessage()));
            }
        }
        return held(caller, request, grant, reason, errors, model);
    }

    /** I ask to go on with it. */
    @PostMapping("/access-requests/{id}/terms/renewal")
    String renew(Caller caller, @PathVariable String id, RedirectAttributes next) {
        var grant = joined(caller, AccessRequestId.parse(id));
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

    private Grant joined(Caller caller, AccessRequestId request) {
        return teams.joined(caller, request)
                .orElseThrow(() -> new RequestException.NotFound("grant", request.toString()));
    }

    @PostMapping("/access-requests/{id}/terms")
    String answer(
            Caller caller,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        var offer = teams.offer(caller, AccessRequestId.parse(id));
        var fields = new Fields(sent);
        var errors = FormErrors.none();
        try {
            if (fields.has("decline")) {
                teams.decline(caller, offer.asked().id());
                next.addFlashAttribute("done", words.say("terms.declined"));
                return "redirect:/access-requests";
            }
            if (fields.all("accept").contains("yes")) {
                teams.accept(caller, offer.asked().id());
                next.addFlashAttribute("done", words.say("terms.accepted"));
                return "redirect:/datasets/" + offer.asked().dataset();
            }
            errors.add("accept", words.say("terms.accept.missing"));
        } catch (RequestException.NotCovered e) {
            errors.add("accept", show.reasons(e.missing()));
        } catch (RequestException.WrongState | RequestException.OwnRequest e) {
            errors.add("accept", Words.sentence(e.getMessage()));
        }
        return shown(caller, offer, errors, model);
    }

    private String held(
            Caller caller,
            AccessRequestId request,
            Grant grant,
            String reason,
            FormErrors errors,
            Model model) {
        var asked = requests.granted(request).asked();
        model.addAttribute("asked", asked);
        model.addAttribute("purpose", purpose(caller, asked));
        model.addAttribute("standing", standings.of(caller, grant));
        model.addAttribute("askAgain", RequestParts.askAgain(asked));
        model.addAttribute("grant", grant);
        model.addAttribute("held", grant.stateAt(clock.instant()));
        var renewing = requests.renewing(caller, grant.held().id());
        model.addAttribute(
                "renewing", renewing.map(each -> Renewing.of(each, caller)).orElse(null));
        model.addAttribute(
                "renewable",
                renewing.isEmpty() && RequestParts.renewable(grant.held(), clock.instant()));
        model.addAttribute("revocation", reason);
        model.addAttribute("errors", errors);
        model.addAttribute("acceptChoices", List.of());
        model.addAttribute("maxText", AccessRequest.Asked.MAX_TEXT);
        return "pages/terms";
    }

    private String shown(
            Caller caller, AccessRequest.Granted offer, FormErrors errors, Model model) {
        var grant = grants.grantOf(offer.grant()).orElseThrow();
        var purpose = purpose(caller, offer.asked());
        model.addAttribute("asked", offer.asked());
        model.addAttribute("purpose", purpose);
        model.addAttribute("grant", grant);
        model.addAttribute("held", null);
        model.addAttribute("renewing", null);
        model.addAttribute("renewable", false);
        model.addAttribute("errors", errors);
        model.addAttribute(
                "acceptChoices",
                List.of(
                        new Choice(
                                "yes",
                                words.say(
                                        "terms.accept.yes", purpose, offer.asked().agreement()))));
        return "pages/terms";
    }

    /** As the agreement says it; its code where that says it no more. */
    private String purpose(Caller caller, AccessRequest.Asked asked) {
        return agreements
                .glance(caller, asked.agreement())
                .map(each -> Words.sentence(each.head().terms().inWords(asked.purpose())))
                .orElse(asked.purpose().value());
    }
}
