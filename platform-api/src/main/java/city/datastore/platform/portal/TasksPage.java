package city.datastore.platform.portal;

import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.agreements.Terms;
import city.datastore.agreements.TermsReview;
import city.datastore.agreements.particulars.Place.OfBasis;
import city.datastore.agreements.particulars.Questionnaire;
import city.datastore.audit.names.AgreementRef;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * A draft's task list: what has to be said under each heading, and what keeps it from being
 * offered.
 */
@Controller
@RequestMapping("/agreements/{reference}")
class TasksPage {
    private static final int MAX_MISSING = 20;

    private final Drafts drafts;
    private final TermsReview review;
    private final Questionnaire questionnaire;
    private final Said said;
    private final Remarks remarks;
    private final Obstacles obstacles;
    private final Words words;

    TasksPage(
            Drafts drafts,
            TermsReview review,
            Questionnaire questionnaire,
            Said said,
            Remarks remarks,
            Obstacles obstacles,
            Words words) {
        this.drafts = drafts;
        this.review = review;
        this.questionnaire = questionnaire;
        this.said = said;
        this.remarks = remarks;
        this.obstacles = obstacles;
        this.words = words;
    }

    /** One heading of the task list. */
    record Heading(String title, List<Task> tasks) {}

    /** Where a party can say that another law holds for it. */
    record OwnBasis(String text, String href) {}

    @GetMapping("/tasks")
    String tasks(Caller caller, @PathVariable String reference, Model model) {
        var draft = drafts.find(caller, new AgreementRef(reference));
        if (draft.isEmpty()) {
            return "redirect:/agreements/" + reference;
        }
        var head = draft.get().head();
        var sections = Section.all(review, head.terms());
        var findings = review.review(head.terms());
        String base = "/agreements/" + head.reference();
        var open = remarks.open(head);
        model.addAttribute("comments", open.values().stream().mapToInt(List::size).sum());
        model.addAttribute("home", Drafts.home(head));
        model.addAttribute("reference", head.reference().value());
        model.addAttribute("terms", head.terms());
        model.addAttribute("extent", head.terms().particulars().extent().word());
        model.addAttribute(
                "headings",
                questionnaire.groups().entrySet().stream()
                        .map(group ->
                                new Heading(
                                        group.getValue(),
                                        sections.stream()
                                                .filter(each -> each.group() == group.getKey())
                                                .map(each ->
                                                        task(base, each, Remarks.in(each, open)))
                                                .toList()))
                        .filter(each -> !each.tasks().isEmpty())
                        .toList());
        model.addAttribute("unanswered", sections.stream().mapToLong(Section::missing).sum());
        model.addAttribute(
                "legal",
                findings.unlawful().stream()
                        .map(each -> Words.sentence(each.message()))
                        .distinct()
                        .limit(MAX_MISSING)
                        .toList());
        model.addAttribute(
                "warnings",
                findings.warnings().stream()
                        .map(each -> Words.sentence(each.message()))
                        .distinct()
                        .limit(MAX_MISSING)
                        .toList());
        boolean whole = findings.missing().isEmpty();
        model.addAttribute("whole", whole);
        model.addAttribute(
                "proposes",
                whole && drafts.refusal(caller, Act.PROPOSE_AGREEMENT, draft.get()) == null);
        model.addAttribute("obstacle", obstacles.to(draft.get()));
        model.addAttribute("ownBases", ownBases(head.terms(), base));
        return "pages/agreement-tasks";
    }

    private Task task(String base, Section section, long comments) {
        long missing = section.missing();
        long answered = section.answered();
        String status;
        String colour = null;
        if (comments > 0) {
            status = words.say("answers.status.commented", comments);
            colour = "orange";
        } else if (missing > 0) {
            status = words.say("answers.status.missing", missing);
            colour = "yellow";
        } else if (answered == 0) {
            status = words.say("answers.status.optional");
            colour = "grey";
        } else {
            status = words.say("answers.status.done");
            colour = "green";
        }
        return new Task(said.title(section), section.href(base), null, status, colour);
    }

    /** Where a party answers about the law for itself. */
    private List<OwnBasis> ownBases(Terms terms, String base) {
        var links = new ArrayList<OwnBasis>();
        for (var purpose : terms.purposes()) {
            for (var party : terms.parties()) {
                var place = new OfBasis(party.agency(), purpose.code());
                if (terms.particulars().at(place).isEmpty()) {
                    links.add(
                            new OwnBasis(
                                    said.name(place), Section.href(base, 'E', place.toString())));
                }
            }
        }
        return links.size() > MAX_MISSING ? links.subList(0, MAX_MISSING) : links;
    }
}
