package city.datastore.platform.portal;

import city.datastore.access.drafts.Draft;
import city.datastore.access.drafts.RequestDrafts;
import city.datastore.access.identity.Caller;
import city.datastore.access.requests.AccessRequest;
import city.datastore.access.requests.AccessRequests;
import city.datastore.access.requests.Grant;
import city.datastore.access.requests.Grants;
import city.datastore.access.teams.Teams;
import city.datastore.audit.paging.PageRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** What an officer has now: what they may use, what they were offered, and what they asked for. */
@Component
class OfficerTasks {
    /** How long before its end something is said to end soon. */
    private static final Duration SOON = Duration.ofDays(60);

    private static final PageRequest HELD = new PageRequest(100, null);
    private static final int SHOWN = 10;
    private static final PageRequest LATEST = new PageRequest(SHOWN, null);

    private final AccessRequests requests;
    private final Grants grants;
    private final Teams teams;
    private final RequestDrafts drafts;
    private final Standings standings;
    private final Show show;
    private final Words words;
    private final Clock clock;

    OfficerTasks(
            AccessRequests requests,
            Grants grants,
            Teams teams,
            RequestDrafts drafts,
            Standings standings,
            Show show,
            Words words,
            Clock clock) {
        this.requests = requests;
        this.grants = grants;
        this.teams = teams;
        this.drafts = drafts;
        this.standings = standings;
        this.show = show;
        this.words = words;
        this.clock = clock;
    }

    List<Task.Group> of(Caller officer) {
        Instant now = clock.instant();
        var held = grants.heldNow(officer, HELD).items();
        var usable =
                standings.ofGrants(officer, held).stream()
                        .filter(line -> line.standing().inForce())
                        .limit(SHOWN)
                        .map(line -> held(line.grant(), now))
                        .toList();
        var latest = requests.requests(officer, null, true, LATEST).items();
        var asked = new ArrayList<Task>();
        teams.waiting(officer).stream().limit(SHOWN).map(this::toAccept).forEach(asked::add);
        drafts.mine(officer).stream().limit(SHOWN).map(this::begun).forEach(asked::add);
        standings.ofRequests(officer, latest).stream().map(this::asked).forEach(asked::add);
        return List.of(
                new Task.Group("home.grants", usable, "/access-requests"),
                new Task.Group("home.asked", asked, "/access-requests"));
    }

    private Task held(Grant grant, Instant now) {
        var held = grant.held();
        boolean soon = held.until().isBefore(now.plus(SOON));
        return new Task(
                held.dataset().toString(),
                "/datasets/" + held.dataset(),
                words.say("home.grant.hint", held.agreement(), held.purpose()),
                words.say("home.until", show.lastDay(held.until())),
                soon ? "orange" : "green");
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

    private Task begun(Draft draft) {
        return new Task(
                show.joined(draft.content().datasets()),
                "/access-requests/drafts/" + draft.id(),
                words.say("home.begun.hint", show.date(draft.savedAt())),
                words.say("home.begun.status"),
                "light-blue");
    }

    private Task asked(Standings.RequestLine line) {
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
}
