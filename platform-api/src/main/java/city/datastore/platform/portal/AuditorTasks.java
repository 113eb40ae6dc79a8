package city.datastore.platform.portal;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.access.policy.TrailScopes;
import city.datastore.audit.paging.PageRequest;
import city.datastore.audit.trail.StoredEvent;
import city.datastore.audit.trail.Trail;
import city.datastore.audit.trail.TrailQuery;
import city.datastore.platform.desk.AlertDesk;
import java.util.List;
import org.springframework.stereotype.Component;

/** What needs an auditor now: alerts that nobody has looked at, and what was refused of late. */
@Component
class AuditorTasks {
    private static final PageRequest LATEST = new PageRequest(10, null);

    private final Gatekeeper gatekeeper;
    private final Trail trail;
    private final AlertDesk alerts;
    private final Show show;
    private final Words words;

    AuditorTasks(Gatekeeper gatekeeper, Trail trail, AlertDesk alerts, Show show, Words words) {
        this.gatekeeper = gatekeeper;
        this.trail = trail;
        this.alerts = alerts;
        this.show = show;
        this.words = words;
    }

    List<Task.Group> of(Caller auditor) {
        gatekeeper.admit(Question.of(auditor, Act.SEARCH_TRAIL, new Target.OfTrail()));
        var refused =
                new TrailQuery(null, null, null, null, null, null, "refused", null, null, null);
        var latest =
                trail.search(TrailScopes.of(auditor), refused, LATEST).items().stream()
                        .map(this::refusal)
                        .toList();
        return List.of(
                new Task.Group("home.alerts", openAlerts(auditor), "/audit/alerts"),
                new Task.Group("home.refusals", latest, "/audit?outcome=refused"));
    }

    private List<Task> openAlerts(Caller auditor) {
        long open = alerts.open(auditor);
        return open == 0
                ? List.of()
                : List.of(
                        new Task(
                                words.say("home.alerts.waiting", open),
                                "/audit/alerts?state=open",
                                null,
                                words.say("home.alerts.status"),
                                "yellow"));
    }

    private Task refusal(StoredEvent stored) {
        var event = stored.event();
        return new Task(
                words.say(
                        "home.refusal",
                        event.actor().username(),
                        show.word("action", event.action().name())),
                "/audit/events/" + event.id(),
                show.reasons(event.outcome().reasons()),
                show.shortDate(event.at()) + ", " + show.clock(event.at()),
                "red");
    }
}
