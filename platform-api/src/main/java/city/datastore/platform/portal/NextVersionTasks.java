package city.datastore.platform.portal;

import city.datastore.access.identity.Caller;
import city.datastore.agreements.Agreement.Head;
import city.datastore.agreements.Agreement.Offered;
import city.datastore.agreements.AgreementLists;
import city.datastore.agreements.Signatories;
import city.datastore.agreements.Varied;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What needs a person now of the next versions of agreements in force. */
@Component
class NextVersionTasks {
    private static final int SHOWN = 10;

    private final AgreementLists agreements;
    private final Show show;
    private final Words words;

    NextVersionTasks(AgreementLists agreements, Show show, Words words) {
        this.agreements = agreements;
        this.show = show;
        this.words = words;
    }

    /** Those that wait for the lead's agency, and who reminded it where somebody did. */
    List<Task> toApprove(Caller lead) {
        return agreements.nextWaitingForApproval(lead).stream()
                .limit(SHOWN)
                .map(each -> toApprove(lead, each))
                .toList();
    }

    /** Those that wait for an office of theirs. */
    List<Task> toSignOff(Caller holder) {
        return agreements.nextWaitingForSignOff(holder).stream()
                .limit(SHOWN)
                .map(each -> task(each.next().head(), "home.to-sign-off", "yellow"))
                .toList();
    }

    /** Those that the lead's agency is writing. */
    List<Task> drafts(Caller lead) {
        return agreements.nextDrafts(lead).stream()
                .limit(SHOWN)
                .map(each -> task(each.head(), "home.drafting", "light-blue"))
                .toList();
    }

    private Task toApprove(Caller lead, Varied varied) {
        var task = task(varied.next().head(), "home.to-approve", "yellow");
        return reminder(lead, varied)
                .map(call ->
                        new Task(
                                task.text(),
                                task.href(),
                                words.say(
                                        "home.reminded",
                                        named(varied.next().head()),
                                        show.agency(call.by()),
                                        show.date(call.at())),
                                task.status(),
                                "orange"))
                .orElse(task);
    }

    private static Optional<Signatories.Call> reminder(Caller lead, Varied varied) {
        return varied.next() instanceof Offered offered
                ? offered.signatories().nudges().stream()
                        .filter(call -> lead.of(call.agency()))
                        .findFirst()
                : Optional.empty();
    }

    private Task task(Head head, String status, String colour) {
        return new Task(
                head.terms().title(),
                "/agreements/" + head.reference() + "/variation",
                named(head),
                words.say(status),
                colour);
    }

    private String named(Head head) {
        return words.say("home.next-version", head.reference(), head.version());
    }
}
