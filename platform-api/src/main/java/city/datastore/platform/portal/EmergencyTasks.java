package city.datastore.platform.portal;

import city.datastore.access.emergency.Emergencies;
import city.datastore.access.emergency.Emergency;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.audit.paging.PageRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** What was opened in an emergency: running on the agency's data, and waiting for its review. */
@Component
class EmergencyTasks {
    private static final int SHOWN = 10;
    private static final PageRequest LATEST = new PageRequest(SHOWN, null);

    private final Emergencies emergencies;
    private final Show show;
    private final Words words;
    private final Clock clock;

    EmergencyTasks(Emergencies emergencies, Show show, Words words, Clock clock) {
        this.emergencies = emergencies;
        this.show = show;
        this.words = words;
        this.clock = clock;
    }

    /** Of those that run their own come first, and all of them; no group where there is none. */
    List<Task.Group> of(Caller caller) {
        var owner = caller.agency();
        if (owner == null) {
            return List.of();
        }
        var now = clock.instant();
        var tasks = new ArrayList<Task>();
        boolean leads = caller.is(Role.IG_LEAD);
        emergencies.waiting(owner, SHOWN).stream()
                .filter(each -> leads || each.escalatedAt(now))
                .map(each -> task(each, now))
                .forEach(tasks::add);
        if (leads || caller.is(Role.OFFICER)) {
            emergencies.running(caller).stream().map(each -> task(each, now)).forEach(tasks::add);
        }
        if (leads) {
            emergencies.list(caller, null, "running", LATEST).items().stream()
                    .filter(each -> !each.access().holder().equals(caller.person()))
                    .map(each -> task(each, now))
                    .forEach(tasks::add);
        }
        return tasks.isEmpty()
                ? List.of()
                : List.of(new Task.Group("home.emergencies", tasks, "/emergencies"));
    }

    private Task task(Emergency one, Instant now) {
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
}
