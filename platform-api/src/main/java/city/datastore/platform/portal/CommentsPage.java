package city.datastore.platform.portal;

import city.datastore.access.identity.Caller;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.AgreementException;
import city.datastore.agreements.Agreements;
import city.datastore.agreements.Variations;
import city.datastore.agreements.Varied;
import city.datastore.agreements.comments.Clause;
import city.datastore.agreements.comments.Comment;
import city.datastore.agreements.comments.Comments;
import city.datastore.agreements.particulars.Questionnaire;
import city.datastore.audit.names.AgreementRef;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What those who are asked to sign have to say of the clauses of an agreement. */
@Controller
@RequestMapping("/agreements/{reference}/comments")
class CommentsPage {
    private final Agreements agreements;
    private final Variations variations;
    private final Comments comments;
    private final Questionnaire questionnaire;
    private final Remarks remarks;
    private final Words words;

    CommentsPage(
            Agreements agreements,
            Variations variations,
            Comments comments,
            Questionnaire questionnaire,
            Remarks remarks,
            Words words) {
        this.agreements = agreements;
        this.variations = variations;
        this.comments = comments;
        this.questionnaire = questionnaire;
        this.remarks = remarks;
        this.words = words;
    }

    /**
     * One comment and what the reader can do about it.
     *
     * @param clause in words
     */
    record Line(Comment comment, String clause, boolean answers, boolean settles) {}

    @GetMapping
    String all(Caller caller, @PathVariable String reference, Model model) {
        return show(caller, new AgreementRef(reference), 0, "", FormErrors.none(), model);
    }

    @PostMapping("/{number:[0-9]{1,6}}/{how:answer|settle}")
    String reply(
            Caller caller,
            @PathVariable String reference,
            @PathVariable int number,
            @PathVariable String how,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        var ref = new AgreementRef(reference);
        String text = new Fields(sent).text("text-" + number);
        boolean settles = how.equals("settle");
        var errors = FormErrors.none();
        try {
            if (settles) {
                comments.settle(caller, ref, number, text);
            } else {
                comments.answer(caller, ref, number, text);
            }
            next.addFlashAttribute("done", words.say("comments." + how + ".done", number));
            return "redirect:/agreements/" + ref + "/comments";
        } catch (AgreementException.BadTerms | AgreementException.WrongState e) {
            errors.add(
                    "text-" + number,
                    text.isEmpty()
                            ? words.say("comments.answer.missing")
                            : Words.sentence(e.getMessage()));
        }
        return show(caller, ref, number, text, errors, model);
    }

    private String show(
            Caller caller,
            AgreementRef ref,
            int typedAt,
            String typed,
            FormErrors errors,
            Model model) {
        var found = comments.see(caller, ref).value();
        describe(caller, ref, model);
        var can = comments.can(caller, ref);
        var lines = found.stream().map(each -> line(caller, each, can)).toList().reversed();
        model.addAttribute("open", lines.stream().filter(each -> each.comment().open()).toList());
        model.addAttribute(
                "settled", lines.stream().filter(each -> !each.comment().open()).toList());
        model.addAttribute("typedAt", typedAt);
        model.addAttribute("typed", typed);
        model.addAttribute("errors", errors);
        model.addAttribute("comments", can.comment());
        return "pages/agreement-comments";
    }

    private Line line(Caller caller, Comment comment, Comments.Can can) {
        return new Line(
                comment,
                remarks.name(comment.clause()),
                can.answer(),
                Comments.settles(caller, comment, can));
    }

    @GetMapping("/new")
    String blank(
            Caller caller,
            @PathVariable String reference,
            @RequestParam MultiValueMap<String, String> sent,
            Model model) {
        var ref = new AgreementRef(reference);
        return ask(caller, ref, new Fields(sent).text("clause"), "", FormErrors.none(), model);
    }

    @PostMapping("/new")
    String comment(
            Caller caller,
            @PathVariable String reference,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        var ref = new AgreementRef(reference);
        var fields = new Fields(sent);
        String clause = fields.text("clause");
        String text = fields.text("text");
        var errors = FormErrors.none();
        if (clause.isEmpty()) {
            errors.add("clause", words.say("comment.clause.missing"));
        }
        if (text.isEmpty()) {
            errors.add("text", words.say("comment.text.missing"));
        }
        if (!errors.any()) {
            try {
                var made = comments.comment(caller, ref, clause, text).value();
                next.addFlashAttribute(
                        "done", words.say("comment.done", remarks.name(made.clause())));
                return "redirect:/agreements/" + ref + "/comments";
            } catch (AgreementException.BadTerms e) {
                e.faults()
                        .forEach(each -> errors.add(each.field(), Words.sentence(each.message())));
            } catch (AgreementException.WrongState e) {
                errors.add("text", Words.sentence(e.getMessage()));
            }
        }
        return ask(caller, ref, clause, text, errors, model);
    }

    private String ask(
            Caller caller,
            AgreementRef ref,
            String path,
            String text,
            FormErrors errors,
            Model model) {
        comments.see(caller, ref);
        comments.refusal(caller, ref)
                .ifPresent(refused -> {
                    throw new NotAllowedException(refused);
                });
        describe(caller, ref, model);
        var clause = Clause.parse(path).filter(_ -> errors.on("clause") == null);
        model.addAttribute("clause", path);
        model.addAttribute("clauseName", clause.map(remarks::name).orElse(null));
        model.addAttribute("clauseChoices", choices());
        model.addAttribute("typed", text);
        model.addAttribute("errors", errors);
        model.addAttribute("maxText", Comments.MAX_TEXT);
        return "pages/agreement-comment";
    }

    /** Top fields and headings; what is answered under a heading has its own link. */
    private List<Choice> choices() {
        return Choice.withFirst(
                words.say("agreement-form.choose"),
                Stream.<Clause>concat(
                                Arrays.stream(Clause.Field.values()).map(Clause.OfField::new),
                                questionnaire.groups().keySet().stream().map(Clause.OfHeading::new))
                        .map(each -> new Choice(each.toString(), remarks.name(each)))
                        .toList());
    }

    /** The text that is being written or signed; the next version while there is one. */
    private void describe(Caller caller, AgreementRef ref, Model model) {
        Agreement written =
                variations
                        .glance(ref)
                        .map(Varied::next)
                        .orElseGet(() -> agreements.see(caller, ref).value());
        model.addAttribute("reference", ref.value());
        model.addAttribute("terms", written.head().terms());
        model.addAttribute("version", written.head().version());
        model.addAttribute("home", Drafts.home(written.head()));
    }
}
