package city.datastore.platform.portal;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Agencies;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.access.policy.TrailScopes;
import city.datastore.access.requests.Deadlines;
import city.datastore.agreements.reminders.Reminders;
import city.datastore.audit.event.Action;
import city.datastore.audit.paging.Page;
import city.datastore.audit.pipeline.Reaching;
import city.datastore.audit.retention.Pruning;
import city.datastore.audit.trail.StoredEvent;
import city.datastore.audit.trail.Trail;
import city.datastore.audit.trail.TrailQuery;
import city.datastore.audit.trail.TrailScope;
import city.datastore.platform.datasets.ReleaseRecord;
import city.datastore.platform.notices.Notices;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The record as far as I may see it; reading it is recorded too. */
@Controller
class TrailPage {
    private static final int ITEMS = 25;
    private static final int USUAL_DAYS = 30;

    /** What the platform does of itself. */
    private static final List<Action> OWN =
            List.of(
                    ReleaseRecord.RELEASE,
                    ReleaseRecord.DAMAGED,
                    Deadlines.LAPSE,
                    Deadlines.END,
                    Reminders.SEND,
                    Notices.SEND,
                    Pruning.PRUNE);

    private static final List<String> OUTCOMES = List.of("allowed", "refused", "done", "failed");

    private final Trail trail;
    private final Gatekeeper gatekeeper;
    private final Agencies agencies;
    private final Reaching reaching;
    private final Words words;
    private final Clock clock;

    TrailPage(
            Trail trail,
            Gatekeeper gatekeeper,
            Agencies agencies,
            Reaching reaching,
            Words words,
            Clock clock) {
        this.trail = trail;
        this.clock = clock;
        this.gatekeeper = gatekeeper;
        this.agencies = agencies;
        this.reaching = reaching;
        this.words = words;
    }

    @GetMapping("/audit")
    String search(Caller caller, @RequestParam MultiValueMap<String, String> sent, Model model) {
        var fields = new Fields(sent);
        var form = TrailForm.of(fields);
        var errors = FormErrors.none();
        var query = form.read(errors, words);
        var scope = TrailScopes.of(caller);
        String cursor = fields.given("cursor");
        model.addAttribute("form", form);
        model.addAttribute("errors", errors);
        model.addAttribute("scope", words.say(scopeCode(scope)));
        model.addAttribute("reach", words.reach(reaching.reach(), clock.instant()));
        model.addAttribute(
                "overseer", Possible.is(gatekeeper, caller, Act.LIST_ALERTS, new Target.OfList()));
        model.addAttribute("searchesHref", form.link("/audit/searches", null));
        model.addAttribute("agencyChoices", agencyChoices());
        model.addAttribute("actionChoices", actionChoices());
        model.addAttribute("outcomeChoices", outcomeChoices());
        model.addAttribute(
                "traces", Possible.is(gatekeeper, caller, Act.TRACE_SUBJECT, new Target.OfTrail()));
        model.addAttribute(
                "answers",
                Possible.is(gatekeeper, caller, Act.SEE_RETENTION, new Target.OfTrail()));
        if (query == null) {
            model.addAttribute("events", List.of());
            return "pages/audit";
        }
        gatekeeper.admit(Question.of(caller, Act.SEARCH_TRAIL, new Target.OfTrail()));
        var found = Listed.page(ITEMS, cursor, part -> trail.search(scope, query, part));
        model.addAttribute("events", found.items());
        model.addAttribute(
                "chart", cursor == null && query.text() == null ? chart(scope, query) : null);
        model.addAttribute("csvHref", form.link("/audit/events.csv", null));
        model.addAttribute(
                "evidenceHref",
                query.text() == null ? form.link("/audit/evidence.zip", null) : null);
        model.addAttribute("firstHref", cursor == null ? null : form.link(null));
        model.addAttribute("nextHref", found.next() == null ? null : form.link(found.next()));
        model.addAttribute("lookedBackTo", lookedBackTo(query, found));
        model.addAttribute("lookedThrough", Trail.LOOKED_THROUGH);
        return "pages/audit";
    }

    /** How far a search by text got, null where it got to the end or found a whole page. */
    private @Nullable Instant lookedBackTo(TrailQuery query, Page<StoredEvent> found) {
        return query.text() == null || found.next() == null || found.items().size() == ITEMS
                ? null
                : trail.timeAt(found.next()).orElse(null);
    }

    /** The last thirty days, or the days asked for. */
    private ActivityChart chart(TrailScope scope, TrailQuery query) {
        Instant until = query.to() == null ? clock.instant() : query.to();
        LocalDate last = Show.lastDayOf(until);
        LocalDate first =
                query.from() == null
                        ? last.minusDays(USUAL_DAYS - 1)
                        : LocalDate.ofInstant(query.from(), Show.UK);
        if (first.plusDays(ActivityChart.MAX_DAYS).isBefore(last)) {
            first = last.minusDays(ActivityChart.MAX_DAYS - 1);
        }
        Instant from = first.atStartOfDay(Show.UK).toInstant();
        Instant end = last.plusDays(1).atStartOfDay(Show.UK).toInstant();
        return ActivityChart.of(
                trail.perDay(scope, query.between(from, end), Show.UK), first, last);
    }

    private static String scopeCode(TrailScope scope) {
        return switch (scope) {
            case TrailScope.Everything _ -> "audit.scope.everything";
            case TrailScope.OfAgency _ -> "audit.scope.agency";
            case TrailScope.OfData _ -> "audit.scope.data";
            case TrailScope.OwnActs _ -> "audit.scope.own";
        };
    }

    private List<Choice> agencyChoices() {
        return any(
                "filter.any-agency",
                agencies.all().stream()
                        .map(agency -> new Choice(agency.code().value(), agency.name())));
    }

    private List<Choice> actionChoices() {
        return any(
                "filter.any-action",
                actions().map(name -> new Choice(name, words.say("action." + name))));
    }

    /** The names of all that can be on the record. */
    static Stream<String> actions() {
        return Stream.concat(Arrays.stream(Act.values()).map(Act::action), OWN.stream())
                .map(Action::name)
                .distinct();
    }

    private List<Choice> outcomeChoices() {
        return any(
                "filter.any-outcome",
                OUTCOMES.stream().map(code -> new Choice(code, words.say("outcome." + code))));
    }

    private List<Choice> any(String code, Stream<Choice> choices) {
        return Stream.concat(Stream.of(new Choice("", words.say(code))), choices).toList();
    }
}
