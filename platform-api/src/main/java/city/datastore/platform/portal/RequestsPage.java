package city.datastore.platform.portal;

import city.datastore.access.drafts.RequestDrafts;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.requests.AccessRequest;
import city.datastore.access.requests.AccessRequests;
import city.datastore.access.requests.Grants;
import city.datastore.audit.paging.Page;
import city.datastore.audit.paging.PageRequest;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Requests that I made or may decide, and the grants that came of them. */
@Controller
class RequestsPage {
    private static final List<String> STATES =
            List.of("pending", "granted", "refused", "returned", "withdrawn", "lapsed");
    private static final int ITEMS = 20;
    private static final int GRANTS = 50;
    private static final PageRequest WAITING = new PageRequest(100, null);

    private final AccessRequests requests;
    private final Grants grants;
    private final RequestDrafts drafts;
    private final Standings standings;
    private final Words words;

    RequestsPage(
            AccessRequests requests,
            Grants grants,
            RequestDrafts drafts,
            Standings standings,
            Words words) {
        this.requests = requests;
        this.grants = grants;
        this.drafts = drafts;
        this.standings = standings;
        this.words = words;
    }

    @GetMapping("/access-requests")
    String list(Caller caller, @RequestParam MultiValueMap<String, String> sent, Model model) {
        var fields = new Fields(sent);
        String state = STATES.contains(fields.text("state")) ? fields.text("state") : null;
        String cursor = fields.given("cursor");
        var found =
                Listed.page(ITEMS, cursor, part -> requests.requests(caller, state, false, part));
        model.addAttribute("drafts", cursor == null ? drafts.mine(caller) : List.of());
        model.addAttribute("state", state == null ? "" : state);
        boolean first = cursor == null;
        boolean decides = first && (state == null || state.equals("pending"));
        model.addAttribute("decides", decides && caller.is(Role.IG_LEAD));
        model.addAttribute("whole", first && state == null);
        var waiting =
                decides
                        ? requests.toDecide(caller, WAITING)
                        : new Page<AccessRequest>(List.of(), null);
        model.addAttribute("toDecide", standings.ofRequests(caller, waiting.items()));
        model.addAttribute("moreToDecide", waiting.next() != null);
        var lines =
                standings.ofRequests(
                        caller,
                        found.items().stream()
                                .filter(request -> !waiting.items().contains(request))
                                .toList());
        model.addAttribute(
                "mine", lines.stream().filter(line -> isMine(caller, line.request())).toList());
        model.addAttribute(
                "others", lines.stream().filter(line -> !isMine(caller, line.request())).toList());
        String after = fields.given("grants");
        var held =
                Listed.page(GRANTS, after, part -> grants.grants(caller, null, null, null, part));
        model.addAttribute("grants", standings.ofGrants(caller, held.items()));
        model.addAttribute("firstGrantsHref", after == null ? null : link(state, null));
        model.addAttribute(
                "nextGrantsHref",
                held.next() == null
                        ? null
                        : Link.to("/access-requests")
                                .with("state", state)
                                .with("grants", held.next())
                                .toString());
        model.addAttribute(
                "stateChoices",
                Stream.concat(
                                Stream.of(new Choice("", words.say("filter.any-state"))),
                                STATES.stream()
                                        .map(code ->
                                                new Choice(
                                                        code, words.say("request.state." + code))))
                        .toList());
        model.addAttribute("firstHref", cursor == null ? null : link(state, null));
        model.addAttribute("nextHref", found.next() == null ? null : link(state, found.next()));
        return "pages/access-requests";
    }

    private static boolean isMine(Caller caller, AccessRequest request) {
        return request.asked().requester().equals(caller.person());
    }

    private static String link(@Nullable String state, @Nullable String cursor) {
        return Link.to("/access-requests").with("state", state).with("cursor", cursor).toString();
    }
}
