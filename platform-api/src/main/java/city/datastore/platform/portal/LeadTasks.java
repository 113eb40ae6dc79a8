package city.datastore.platform.portal;

import city.datastore.access.certification.Certifications;
import city.datastore.access.identity.Caller;
import city.datastore.access.requests.AccessRequest;
import city.datastore.access.requests.AccessRequests;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.AgreementLists;
import city.datastore.agreements.Signatories;
import city.datastore.agreements.comments.Comments;
import city.datastore.agreements.comments.OpenComments;
import city.datastore.audit.paging.PageRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What needs an information governance lead now: to decide, to sign, to write and to settle. */
@Component
class LeadTasks {
    /** How long before its end something is said to end soon. */
    private static final Duration SOON = Duration.ofDays(60);

    private static final int SHOWN = 10;
    private static final PageRequest LATEST = new PageRequest(SHOWN, null);
    private static final int DRAFTS = 20;

    private final AccessRequests requests;
    private final Certifications certifications;
    private final AgreementLists agreements;
    private final NextVersionTasks nextVersions;
    private final Comments comments;
    private final Show show;
    private final Words words;

    LeadTasks(
            AccessRequests requests,
            Certifications certifications,
            AgreementLists agreements,
            NextVersionTasks nextVersions,
            Comments comments,
            Show show,
            Words words) {
        this.requests = requests;
        this.certifications = certifications;
        this.agreements = agreements;
        this.nextVersions = nextVersions;
        this.comments = comments;
        this.show = show;
        this.words = words;
    }

    /** Comments last, and only where there are any. */
    List<Task.Group> of(Caller lead) {
        var groups = new ArrayList<Task.Group>();
        groups.add(new Task.Group("home.to-decide", toDecide(lead), "/access-requests"));
        groups.add(new Task.Group("home.agreements", toSignOrWrite(lead), "/agreements"));
        groups.add(new Task.Group("home.ending", ending(lead), "/agreements?state=active"));
        var said = comments.toSettle(lead, SHOWN);
        if (!said.isEmpty()) {
            groups.add(
                    new Task.Group(
                            "home.comments",
                            said.stream().map(this::commented).toList(),
                            "/agreements"));
        }
        return groups;
    }

    private List<Task> toDecide(Caller lead) {
        var tasks = new ArrayList<Task>();
        var toConfirm = certifications.waiting(lead);
        if (!toConfirm.isEmpty()) {
            tasks.add(
                    new Task(
                            words.say("home.confirm", certifications.count(lead)),
                            "/grants/to-confirm",
                            words.say(
                                    "home.confirm.hint", show.lastDay(toConfirm.getFirst().due())),
                            words.say("home.confirm.status"),
                            "yellow"));
        }
        requests.toDecide(lead, LATEST).items().stream().map(this::toDecide).forEach(tasks::add);
        return tasks;
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

    /** Those that wait for a signature of the lead's agency, and those that they are writing. */
    private List<Task> toSignOrWrite(Caller lead) {
        var tasks = new ArrayList<Task>();
        agreements.waitingForApproval(lead).stream()
                .limit(SHOWN)
                .map(agreement -> toApprove(lead, agreement))
                .forEach(tasks::add);
        tasks.addAll(nextVersions.toApprove(lead));
        agreements.drafts(lead, DRAFTS).stream()
                .map(agreement -> Task.about(agreement, words.say("home.drafting"), "light-blue"))
                .forEach(tasks::add);
        tasks.addAll(nextVersions.drafts(lead));
        return tasks;
    }

    /** Says who reminded the reader's agency, where somebody did. */
    private Task toApprove(Caller lead, Agreement agreement) {
        var task = Task.about(agreement, words.say("home.to-approve"), "yellow");
        return reminder(lead, agreement)
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

    private static Optional<Signatories.Call> reminder(Caller lead, Agreement agreement) {
        return agreement instanceof Agreement.Offered offered
                ? offered.signatories().nudges().stream()
                        .filter(call -> lead.of(call.agency()))
                        .findFirst()
                : Optional.empty();
    }

    private List<Task> ending(Caller lead) {
        return agreements.dueWithin(lead, SOON).stream()
                .limit(SHOWN)
                .map(agreement -> Task.about(agreement, due(agreement), "orange"))
                .toList();
    }

    private String due(Agreement agreement) {
        var terms = agreement.head().terms();
        var review = agreement.head().reviewDue();
        return review.isBefore(terms.ends())
                ? words.say("home.review-by", show.date(review))
                : words.say("home.ends", show.lastDay(terms.ends()));
    }

    private Task commented(OpenComments open) {
        return new Task(
                open.title(),
                "/agreements/" + open.agreement() + "/comments",
                words.say("home.comments.hint", open.agreement(), show.date(open.since())),
                words.say("home.comments.status", open.count()),
                "orange");
    }
}
