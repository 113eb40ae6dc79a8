package city.datastore.platform.portal;

import city.datastore.access.certification.Certifications;
import city.datastore.access.emergency.Emergencies;
import city.datastore.access.emergency.Emergency;
import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.access.policy.TrailScopes;
import city.datastore.access.requests.AccessRequest;
import city.datastore.access.requests.AccessRequests;
import city.datastore.access.requests.Grant;
import city.datastore.access.teams.Teams;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.AgreementLists;
import city.datastore.agreements.AgreementQuery;
import city.datastore.agreements.Signatories;
import city.datastore.agreements.comments.Comments;
import city.datastore.agreements.comments.OpenComments;
import city.datastore.audit.paging.PageRequest;
import city.datastore.audit.trail.StoredEvent;
import city.datastore.audit.trail.Trail;
import city.datastore.audit.trail.TrailQuery;
import city.datastore.platform.datasets.Dataset;
import city.datastore.platform.datasets.DatasetQuery;
import city.datastore.platform.datasets.Datasets;
import city.datastore.platform.desk.AlertDesk;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Gathers what needs a person now, by what they are at their agency. */
@Component
class HomeTasks {
    /** How long before its end something is said to end soon. */
    private static final Duration SOON = Duration.ofDays(60);

    private static final PageRequest SOME = new PageRequest(20, null);
    private static final PageRequest HELD = new PageRequest(100, null);
    private static final int SHOWN = 10;
    private static final PageRequest LATEST = new PageRequest(SHOWN, null);

    private final AccessRequests requests;
    private final Certifications certifications;
    private final Teams teams;
    private final AgreementLists agreements;
    private final NextVersionTasks nextVersions;
    private final Comments comments;
    private final Datasets datasets;
    private final Gatekeeper gatekeeper;
    private final Trail trail;
    private final AlertDesk alerts;
    private final Emergencies emergencies;
    private final Standings standings;
    private final Show show;
    private final Words words;
    private final Clock clock;

    HomeTasks(
            AccessRequests requests,
            Certifications certifications,
            Teams teams,
            AgreementLists agreements,
            NextVersionTasks nextVersions,
            Comments comments,
            Datasets datasets,
            Gatekeeper gatekeeper,
            Trail trail,
            AlertDesk alerts,
            Emergencies emergencies,
            Standings standings,
            Show show,
            Words words,
            Clock clock) {
        this.requests = requests;
        this.certifications = certifications;
        this.teams = teams;
        this.agreements = agreements;
        this.nextVersions = nextVersions;
        this.comments = comments;
        this.datasets = datasets;
        this.gatekeeper = gatekeeper;
        this.trail = trail;
        this.alerts = alerts;
        this.emergencies = emergencies;
        this.standings = standings;
        this.show = show;
        this.words = words;
        this.clock = clock;
    }

    List<Task.Group> ofOfficer(Caller caller) {
        Instant now = clock.instant();
        var held = requests.heldNow(caller, HELD).items();
        var grants =
                standings.ofGrants(caller, held).stream()
                        .filter(line -> line.standing().inForce())
                        .limit(SHOWN)
                        .map(line -> grantTask(line.grant(), now))
                        .toList();
        var latest = requests.requests(caller, null, true, LATEST).items();
        var asked = new ArrayList<Task>();
        teams.waiting(caller).stream().limit(SHOWN).map(this::toAccept).forEach(asked::add);
        standings.ofRequests(caller, latest).stream().map(this::ownRequest).forEach(asked::add);
        return List.of(
                new Task.Group("home.grants", grants, "/access-requests"),
                new Task.Group("home.asked", asked, "/access-requests"));
    }

    List<Task.Group> ofLead(Caller caller) {
        var toDecide = new ArrayList<>(toConfirm(caller));
        requests.toDecide(caller, LATEST).items().stream()
                .map(this::toDecide)
                .forEach(toDecide::add);
        var waiting = new ArrayList<Task>();
        agreements.waitingForApproval(caller).stream()
                .limit(SHOWN)
                .map(agreement -> toApprove(caller, agreement))
                .forEach(waiting::add);
        waiting.addAll(nextVersions.toApprove(caller));
        drafts(caller).stream()
                .filter(agreement -> caller.of(agreement.head().draftedBy()))
                .map(agreement -> agreementTask(agreement, "home.drafting", "light-blue"))
                .forEach(waiting::add);
        waiting.addAll(nextVersions.drafts(caller));
        var ending =
                agreements.dueWithin(caller, SOON).stream()
                        .limit(SHOWN)
                        .map(this::endingTask)
                        .toList();
        return List.of(
                new Task.Group("home.to-decide", toDecide, "/access-requests"),
                new Task.Group("home.agreements", waiting, "/agreements"),
                new Task.Group("home.ending", ending, "/agreements?state=active"));
    }

    /**
     * What was opened in an emergency: running on the agency's data, and waiting for its review.
     */
    Task.Group ofEmergencies(Caller caller) {
        var owner = caller.agency();
        if (owner == null) {
            return new Task.Group("home.emergencies", List.of(), "/emergencies");
        }
        var now = clock.instant();
        var tasks = new ArrayList<Task>();
        boolean leads = caller.is(Role.IG_LEAD);
        emergencies.waiting(owner, SHOWN).stream()
                .filter(each -> leads || each.escalatedAt(now))
                .map(each -> emergency(each, now))
                .forEach(tasks::add);
        if (leads || caller.is(Role.OFFICER)) {
            emergencies.list(caller, null, "running", LATEST).items().stream()
                    .filter(each -> leads || each.access().holder().equals(caller.person()))
                    .map(each -> emergency(each, now))
                    .forEach(tasks::add);
        }
        return new Task.Group("home.emergencies", tasks, "/emergencies");
    }

    private Task emergency(Emergency one, Instant now) {
        var access = one.access();
        String state = one.stateAt(now);
        return new Task(
                words.say("home.emergency", one.holderName(), access.dataset()),
                "/emergencies/" + access.id(),
                one.runsAt(now)
                        ? words.say("emergency.runs-until", show.time(access.until()))
                        : words.say("home.emergency.due", show.lastDay(one.reviewDue())),
                words.say("emergency.state." + state),
                words.say("emergency.colour." + state));
    }

    /** Comments on what the agency writes that nobody has settled. */
    Task.Group ofComments(Caller caller) {
        var tasks = comments.toSettle(caller, SHOWN).stream().map(this::commented).toList();
        return new Task.Group("home.comments", tasks, "/agreements");
    }

    private Task commented(OpenComments open) {
        return new Task(
                open.title(),
                "/agreements/" + open.agreement() + "/comments",
                words.say("home.comments.hint", open.agreement(), show.date(open.since())),
                words.say("home.comments.status", open.count()),
                "orange");
    }

    Task.Group ofOffice(Caller caller) {
        var waiting = new ArrayList<Task>();
        agreements.waitingForSignOff(caller).stream()
                .limit(SHOWN)
                .map(agreement -> agreementTask(agreement, "home.to-sign-off", "yellow"))
                .forEach(waiting::add);
        waiting.addAll(nextVersions.toSignOff(caller));
        return new Task.Group("home.sign-offs", waiting, "/agreements");
    }

    List<Task.Group> ofSteward(Caller caller) {
        if (caller.agency() == null) {
            return List.of();
        }
        var ours =
                datasets
                        .find(caller, new DatasetQuery(null, caller.agency(), null, null), SOME)
                        .items()
                        .stream()
                        .map(this::datasetTask)
                        .toList();
        return List.of(
                new Task.Group("home.datasets", ours, "/datasets?agency=" + caller.agency()));
    }

    List<Task.Group> ofAuditor(Caller caller) {
        gatekeeper.admit(Question.of(caller, Act.SEARCH_TRAIL, new Target.OfTrail()));
        var refused =
                new TrailQuery(null, null, null, null, null, null, "refused", null, null, null);
        var latest =
                trail
                        .search(TrailScopes.of(caller), refused, new PageRequest(SHOWN, null))
                        .items()
                        .stream()
                        .map(this::refusal)
                        .toList();
        return List.of(
                new Task.Group("home.alerts", openAlerts(caller), "/audit/alerts"),
                new Task.Group("home.refusals", latest, "/audit?outcome=refused"));
    }

    private List<Task> openAlerts(Caller caller) {
        long open = alerts.open(caller);
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

    private List<Agreement> drafts(Caller caller) {
        if (caller.agency() == null) {
            return List.of();
        }
        return agreements
                .find(caller, new AgreementQuery("draft", caller.agency(), null, null), SOME)
                .items();
    }

    private Task grantTask(Grant grant, Instant now) {
        var held = grant.held();
        boolean soon = held.until().isBefore(now.plus(SOON));
        return new Task(
                held.dataset().toString(),
                "/datasets/" + held.dataset(),
                words.say("home.grant.hint", held.agreement(), held.purpose()),
                words.say("home.until", show.lastDay(held.until())),
                soon ? "orange" : "green");
    }

    private Task ownRequest(Standings.RequestLine line) {
        var asked = line.request().asked();
        var standing = line.standing();
        var since = standing.since();
        return new Task(
                asked.dataset().toString(),
                "/access-requests/" + asked.id(),
                since == null
                        ? words.say("home.asked-on", show.date(asked.askedAt()))
                        : words.say(standing.word() + ".since", show.date(since))
                                + " "
                                + words.say(standing.word() + ".next"),
                words.say(standing.word()),
                show.colour(standing.state()));
    }

    private Task toAccept(AccessRequest.Granted offer) {
        var asked = offer.asked();
        return new Task(
                words.say("home.terms", asked.dataset()),
                "/access-requests/" + asked.id() + "/terms",
                words.say("home.terms.hint", asked.requesterName(), asked.agreement()),
                words.say("home.terms.status"),
                "yellow");
    }

    private List<Task> toConfirm(Caller caller) {
        var waiting = certifications.waiting(caller);
        return waiting.isEmpty()
                ? List.of()
                : List.of(
                        new Task(
                                words.say("home.confirm", certifications.count(caller)),
                                "/grants/to-confirm",
                                words.say(
                                        "home.confirm.hint",
                                        show.lastDay(waiting.getFirst().due())),
                                words.say("home.confirm.status"),
                                "yellow"));
    }

    private Task toDecide(AccessRequest request) {
        var asked = request.asked();
        return new Task(
                words.say("home.decide", asked.requesterName(), asked.dataset()),
                "/access-requests/" + asked.id(),
                words.say(
                        "home.decide.hint",
                        show.agency(asked.agency()),
                        asked.agreement(),
                        show.date(asked.askedAt())),
                words.say("home.decide.status"),
                "yellow");
    }

    /** Says who reminded the reader's agency, where somebody did. */
    private Task toApprove(Caller caller, Agreement agreement) {
        var task = agreementTask(agreement, "home.to-approve", "yellow");
        return reminder(caller, agreement)
                .map(call ->
                        new Task(
                                task.text(),
                                task.href(),
                                words.say(
                                        "home.reminded",
                                        agreement.head().reference(),
                                        show.agency(call.by()),
                                        show.date(call.at())),
                                task.status(),
                                "orange"))
                .orElse(task);
    }

    private static Optional<Signatories.Call> reminder(Caller caller, Agreement agreement) {
        return agreement instanceof Agreement.Offered offered
                ? offered.signatories().nudges().stream()
                        .filter(call -> caller.of(call.agency()))
                        .findFirst()
                : Optional.empty();
    }

    private Task agreementTask(Agreement agreement, String status, String colour) {
        return new Task(
                agreement.head().terms().title(),
                "/agreements/" + agreement.head().reference(),
                agreement.head().reference().value(),
                words.say(status),
                colour);
    }

    private Task endingTask(Agreement agreement) {
        var terms = agreement.head().terms();
        var due = agreement.head().reviewDue();
        boolean review = due.isBefore(terms.ends());
        return new Task(
                terms.title(),
                "/agreements/" + agreement.head().reference(),
                agreement.head().reference().value(),
                review
                        ? words.say("home.review-by", show.date(due))
                        : words.say("home.ends", show.lastDay(terms.ends())),
                "orange");
    }

    private Task datasetTask(Dataset dataset) {
        var latest = dataset.latest();
        return new Task(
                dataset.title(),
                "/datasets/" + dataset.id(),
                dataset.id().toString(),
                latest == null
                        ? words.say("home.no-version")
                        : words.say(
                                "home.version",
                                latest.id().number(),
                                show.shortDate(latest.storedAt())),
                latest == null ? "yellow" : "grey");
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
