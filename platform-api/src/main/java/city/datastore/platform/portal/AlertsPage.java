package city.datastore.platform.portal;

import city.datastore.access.identity.Caller;
import city.datastore.access.policy.TrailScopes;
import city.datastore.audit.alerts.Alert;
import city.datastore.audit.alerts.AlertKind;
import city.datastore.audit.alerts.AlertQuery;
import city.datastore.audit.alerts.AlertState;
import city.datastore.audit.alerts.Review;
import city.datastore.audit.alerts.ReviewOutcome;
import city.datastore.audit.alerts.ReviewedAlert;
import city.datastore.audit.names.AlertId;
import city.datastore.audit.paging.PageRequest;
import city.datastore.audit.trail.Trail;
import city.datastore.platform.desk.AlertDesk;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The alerts that I may see, what each is about, and the form to review it. */
@Controller
@RequestMapping("/audit/alerts")
class AlertsPage {
    private static final int ITEMS = 25;
    private static final PageRequest EVENTS = new PageRequest(50, null);

    private final AlertDesk desk;
    private final Trail trail;
    private final Words words;

    AlertsPage(AlertDesk desk, Trail trail, Words words) {
        this.desk = desk;
        this.trail = trail;
        this.words = words;
    }

    /** The filters as they were chosen. */
    record Filter(String kind, String state) {
        String link(String cursor) {
            return Link.to("/audit/alerts")
                    .with("kind", kind)
                    .with("state", state)
                    .with("cursor", cursor)
                    .toString();
        }

        public boolean any() {
            return !(kind + state).isEmpty();
        }
    }

    @GetMapping
    String list(Caller caller, @RequestParam MultiValueMap<String, String> sent, Model model) {
        var fields = new Fields(sent);
        var filter = new Filter(fields.text("kind"), fields.text("state"));
        String cursor = fields.given("cursor");
        var query =
                new AlertQuery(
                        AlertKind.of(filter.kind()).orElse(null),
                        AlertState.of(filter.state()).orElse(null),
                        null,
                        null);
        desk.admitToList(caller);
        var found = Listed.page(ITEMS, cursor, part -> desk.list(caller, query, part));
        model.addAttribute("filter", filter);
        model.addAttribute(
                "kindChoices", choices("alerts.any-kind", "alert.kind.", AlertKind.words()));
        model.addAttribute(
                "stateChoices", choices("alerts.any-state", "alert.state.", AlertState.words()));
        model.addAttribute("alerts", found.items());
        model.addAttribute("firstHref", cursor == null ? null : filter.link(""));
        model.addAttribute("nextHref", found.next() == null ? null : filter.link(found.next()));
        return "pages/alerts";
    }

    @GetMapping("/{id}")
    String alert(Caller caller, @PathVariable String id, Model model) {
        var seen = desk.see(caller, AlertId.parse(id)).value();
        return show(caller, seen, ReviewForm.EMPTY, FormErrors.none(), model);
    }

    @PostMapping("/{id}/review")
    String review(
            Caller caller,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        var alert = AlertId.parse(id);
        var form = ReviewForm.of(new Fields(sent));
        var errors = FormErrors.none();
        var outcome = form.read(errors, words);
        if (outcome == null || errors.any()) {
            return show(caller, desk.see(caller, alert).value(), form, errors, model);
        }
        desk.review(caller, alert, outcome, form.note());
        next.addFlashAttribute("done", words.say("alert.reviewed"));
        return "redirect:/audit/alerts/" + alert;
    }

    private String show(
            Caller caller, ReviewedAlert seen, ReviewForm form, FormErrors errors, Model model) {
        Alert alert = seen.alert();
        var events = trail.search(TrailScopes.of(caller), alert.inTheTrail(), EVENTS);
        model.addAttribute("alert", alert);
        model.addAttribute("reviews", seen.reviews());
        model.addAttribute("state", seen.state().word());
        model.addAttribute("events", events.items());
        model.addAttribute("more", events.next() != null);
        model.addAttribute("trailHref", trailHref(alert));
        model.addAttribute("refusal", desk.refusal(caller, alert));
        model.addAttribute("form", form);
        model.addAttribute("errors", errors);
        model.addAttribute("maxNote", Review.MAX_NOTE);
        model.addAttribute(
                "outcomeChoices",
                ReviewOutcome.words().stream()
                        .map(word ->
                                new Choice(
                                        word,
                                        words.say("review.outcome." + word),
                                        words.say("review.outcome." + word + ".hint")))
                        .toList());
        return "pages/alert";
    }

    /** The trail with the filters that show the alert's events, in whole days. */
    private static String trailHref(Alert alert) {
        var query = alert.inTheTrail();
        var from = alert.from().atZone(Show.UK);
        var to = Show.lastDayOf(alert.until());
        var person = alert.person();
        return Link.to("/audit")
                .with("actor", person == null ? null : person.username())
                .with("dataset", query.dataset())
                .with("action", query.action())
                .with("outcome", query.outcome())
                .with("from-day", from.getDayOfMonth())
                .with("from-month", from.getMonthValue())
                .with("from-year", from.getYear())
                .with("to-day", to.getDayOfMonth())
                .with("to-month", to.getMonthValue())
                .with("to-year", to.getYear())
                .toString();
    }

    private List<Choice> choices(String any, String prefix, List<String> found) {
        return Stream.concat(
                        Stream.of(new Choice("", words.say(any))),
                        found.stream().map(word -> new Choice(word, words.say(prefix + word))))
                .toList();
    }
}
