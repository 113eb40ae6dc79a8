package city.datastore.platform.portal;

import city.datastore.access.identity.Caller;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.AgreementLists;
import city.datastore.agreements.dpia.Dpias;
import java.util.List;
import org.springframework.stereotype.Component;

/** What needs a data protection officer now. */
@Component
class AdviserTasks {
    private static final int SHOWN = 10;

    private final AgreementLists agreements;
    private final Dpias dpias;
    private final Words words;

    AdviserTasks(AgreementLists agreements, Dpias dpias, Words words) {
        this.agreements = agreements;
        this.dpias = dpias;
        this.words = words;
    }

    /** Assessments to advise on, and agreements of which they have said nothing yet. */
    List<Task.Group> of(Caller adviser) {
        return List.of(
                new Task.Group(
                        "home.assessments",
                        dpias.waitingForAdvice(adviser).stream()
                                .limit(SHOWN)
                                .map(each -> task(each, "/dpia", "home.to-advise"))
                                .toList(),
                        "/agreements"),
                new Task.Group(
                        "home.advice",
                        agreements.waitingForAdvice(adviser).stream()
                                .limit(SHOWN)
                                .map(each -> task(each, "", "home.to-comment"))
                                .toList(),
                        "/agreements"));
    }

    private Task task(Agreement agreement, String below, String status) {
        var head = agreement.head();
        return new Task(
                head.terms().title(),
                "/agreements/" + head.reference() + below,
                head.reference().value(),
                words.say(status),
                "yellow");
    }
}
