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
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One request for access: seeing it, and naming the team of my own or taking it back. */
@Controller
@RequestMapping("/access-requests/{id}")
class RequestPage {
    private final RequestParts parts;
    private final AccessRequests requests;
    private final Teams teams;
    private final Words words;

    RequestPage(RequestParts parts, AccessRequests requests, Teams teams, Words words) {
        this.parts = parts;
        this.requests = requests;
        this.teams = teams;
        this.words = words;
    }

    @GetMapping
    String request(Caller caller, @PathVariable String id, Model model) {
        var wanted = AccessRequestId.parse(id);
        if (teams.joined(caller, wanted).isPresent()) {
            return "redirect:/access-requests/" + wanted + "/terms";
        }
        var request = requests.request(caller, wanted);
        return parts.show(caller, request, null, FormErrors.none(), model);
    }

    @PostMapping("/withdrawal")
    String withdraw(Caller caller, @PathVariable String id, Model model, RedirectAttributes next) {
        var request = requests.request(caller, AccessRequestId.parse(id));
        try {
            requests.withdraw(caller, request.asked().id());
            next.addFlashAttribute("done", words.say("request.withdrawn"));
            return "redirect:/access-requests/" + request.asked().id();
        } catch (RequestException.WrongState e) {
            var errors = FormErrors.of("main-content", Words.sentence(e.getMessage()));
            return parts.show(caller, request, null, errors, model);
        }
    }

    /** Names the team of a request of mine that nobody has decided. */
    @PostMapping("/team")
    String team(
            Caller caller,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        var request = requests.request(caller, AccessRequestId.parse(id));
        var fields = new Fields(sent);
        var errors = FormErrors.none();
        try {
            teams.name(caller, request.asked().id(), fields.lines("members"));
            next.addFlashAttribute("done", words.say("team.named"));
            return "redirect:/access-requests/" + request.asked().id();
        } catch (RequestException.BadField e) {
            boolean pending = request instanceof AccessRequest.Pending;
            errors.add(pending ? "members" : "main-content", Words.sentence(e.getMessage()));
        } catch (RequestException.WrongState e) {
            errors.add("main-content", Words.sentence(e.getMessage()));
        }
        String page = parts.show(caller, request, null, errors, model);
        model.addAttribute("members", fields.text("members"));
        return page;
    }
}
