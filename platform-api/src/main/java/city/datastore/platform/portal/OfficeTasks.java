package city.datastore.platform.portal;

import city.datastore.access.identity.Caller;
import city.datastore.agreements.AgreementLists;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** What needs now whoever answers for an agency's data: agreements to sign off. */
@Component
class OfficeTasks {
    private static final int SHOWN = 10;

    private final AgreementLists agreements;
    private final NextVersionTasks nextVersions;
    private final Words words;

    OfficeTasks(AgreementLists agreements, NextVersionTasks nextVersions, Words words) {
        this.agreements = agreements;
        this.nextVersions = nextVersions;
        this.words = words;
    }

    List<Task.Group> of(Caller holder) {
        var tasks = new ArrayList<Task>();
        agreements.waitingForSignOff(holder).stream()
                .limit(SHOWN)
                .map(agreement -> Task.about(agreement, words.say("home.to-sign-off"), "yellow"))
                .forEach(tasks::add);
        tasks.addAll(nextVersions.toSignOff(holder));
        return List.of(new Task.Group("home.sign-offs", tasks, "/agreements"));
    }
}
