package city.datastore.platform.portal;

import city.datastore.access.identity.Caller;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.AgreementException;
import city.datastore.agreements.Places;
import city.datastore.agreements.Terms;
import city.datastore.agreements.TermsReview;
import city.datastore.agreements.TermsReview.Asked;
import city.datastore.agreements.Vocabularies;
import city.datastore.agreements.comments.Clause.OfAnswer;
import city.datastore.agreements.comments.Comment;
import city.datastore.agreements.particulars.Particulars;
import city.datastore.agreements.particulars.Place;
import city.datastore.agreements.particulars.Place.OfBasis;
import city.datastore.agreements.particulars.Place.OfColumn;
import city.datastore.agreements.particulars.Questionnaire;
import city.datastore.audit.names.AgreementRef;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page of each task of a draft: one thing at a time, saved as it is. */
@Controller
@RequestMapping("/agreements/{reference}")
class AnswersPage {
    private final Drafts drafts;
    private final TermsReview review;
    private final Questionnaire questionnaire;
    private final Vocabularies vocabularies;
    private final Said said;
    private final Remarks remarks;
    private final TemplateWords templates;
    private final TakenOver takenOver;
    private final Words words;

    AnswersPage(
            Drafts drafts,
            TermsReview review,
            Questionnaire questionnaire,
            Vocabularies vocabularies,
            Said said,
            Remarks remarks,
            TemplateWords templates,
            TakenOver takenOver,
            Words words) {
        this.drafts = drafts;
        this.review = review;
        this.questionnaire = questionnaire;
        this.vocabularies = vocabularies;
        this.said = said;
        this.remarks = remarks;
        this.templates = templates;
        this.takenOver = takenOver;
        this.words = words;
    }

    @GetMapping("/answers")
    String ask(
            Caller caller,
            @PathVariable String reference,
            @RequestParam MultiValueMap<String, String> sent,
            Model model) {
        var fields = new Fields(sent);
        var draft = drafts.find(caller, new AgreementRef(reference));
        if (draft.isEmpty()) {
            return "redirect:/agreements/" + reference;
        }
        var head = draft.get().head();
        var section = section(head.terms(), fields);
        if (section.isEmpty()) {
            return "redirect:/agreements/" + head.reference() + "/tasks";
        }
        var values = stored(section.get());
        var offer = takenOver.offer(caller, head, section.get());
        offer.ifPresent(found -> values.putAll(found.values()));
        String page = show(head, section.get(), values, FormErrors.none(), model);
        offer.ifPresent(found -> offered(found, section.get(), values, model));
        return page;
    }

    private void offered(
            TakenOver.Offer offer, Section section, Map<String, List<String>> values, Model model) {
        model.addAttribute("takenOver", offer.from().value());
        model.addAttribute(
                "fields",
                fields(section, values, vocabularies, words).stream()
                        .map(field -> offer.mark(field, words))
                        .toList());
    }

    @PostMapping("/answers")
    String answer(
            Caller caller,
            @PathVariable String reference,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        var ref = new AgreementRef(reference);
        var fields = new Fields(sent);
        var draft = drafts.find(caller, ref);
        if (draft.isEmpty()) {
            throw new AgreementException.WrongState(words.say("answers.gone", ref));
        }
        var head = draft.get().head();
        var found = section(head.terms(), fields);
        if (found.isEmpty()) {
            throw new AgreementException.WrongState(words.say("answers.gone.section", ref));
        }
        var section = found.get();
        var typed = typed(section, fields);
        String revision = fields.text("revision");
        long read = revision.matches("[0-9]{1,15}") ? Long.parseLong(revision) : -1;
        var errors = FormErrors.none();
        try {
            drafts.edit(caller, ref, read, head.terms().with(filled(head.terms(), section, typed)));
            next.addFlashAttribute("done", words.say("answers.done", said.title(section)));
            return "redirect:"
                    + (fields.has("next")
                            ? after(caller, ref, section)
                            : "/agreements/" + ref + "/tasks");
        } catch (AgreementException.BadTerms e) {
            for (var fault : e.faults()) {
                errors.add(field(section, fault.field()), Words.sentence(fault.message()));
            }
        } catch (AgreementException.ChangedMeanwhile e) {
            model.addAttribute("differences", differences(section, typed));
            errors.add(Difference.SHOWN, words.say("changed.look"));
        }
        return show(head, section, typed, errors, model);
    }

    /** What the form did not ask, such as of a column that came in meanwhile, stays as it is. */
    private static Map<String, List<String>> typed(Section section, Fields fields) {
        var typed = stored(section);
        for (int at = 0; at < section.asked().size(); at++) {
            String id = id(section, at);
            var question = section.asked().get(at).question();
            if (AnswerField.isSent(id, question, fields)) {
                typed.put(id, AnswerField.read(id, question, fields));
            }
        }
        return typed;
    }

    private String after(Caller caller, AgreementRef ref, Section done) {
        var sections = Section.all(review, drafts.find(caller, ref).orElseThrow().head().terms());
        boolean past = false;
        for (Section each : sections) {
            if (past && each.missing() > 0) {
                return each.href("/agreements/" + ref);
            }
            past |= each.group() == done.group() && each.about().equals(done.about());
        }
        return "/agreements/" + ref + "/tasks";
    }

    private Optional<Section> section(Terms terms, Fields fields) {
        String group = fields.text("group");
        String about = fields.text("about");
        var there =
                Section.all(review, terms).stream()
                        .filter(each -> group.equals(String.valueOf(each.group())))
                        .filter(each -> each.about().equals(about))
                        .findFirst();
        return there.isPresent() ? there : ownBasis(terms, group, about);
    }

    /** The law for one party that has said nothing of its own yet. */
    private Optional<Section> ownBasis(Terms terms, String group, String about) {
        if (!group.equals("E") || !(Place.parse(about).orElse(null) instanceof OfBasis basis)) {
            return Optional.empty();
        }
        return basis.party() != null && Places.of(terms).has(basis)
                ? Optional.of(new Section('E', about, review.asked(terms, basis)))
                : Optional.empty();
    }

    private static Map<String, List<String>> stored(Section section) {
        var stored = new HashMap<String, List<String>>();
        for (int at = 0; at < section.asked().size(); at++) {
            var asked = section.asked().get(at);
            var answer = asked.answer();
            stored.put(id(section, at), answer == null ? List.of() : answer.values());
        }
        return stored;
    }

    private static Particulars filled(
            Terms terms, Section section, Map<String, List<String>> typed) {
        var filled = terms.particulars();
        for (int at = 0; at < section.asked().size(); at++) {
            var asked = section.asked().get(at);
            var answers = new TreeMap<>(filled.at(asked.place()));
            answers.remove(asked.question().id());
            AnswerField.answer(typed.getOrDefault(id(section, at), List.of()))
                    .ifPresent(answer -> answers.put(asked.question().id(), answer));
            filled = filled.with(asked.place(), answers);
        }
        return filled;
    }

    private List<Difference> differences(Section section, Map<String, List<String>> typed) {
        var differences = new ArrayList<Difference>();
        for (int at = 0; at < section.asked().size(); at++) {
            Asked asked = section.asked().get(at);
            var mine = typed.getOrDefault(id(section, at), List.of());
            var theirs = asked.answer() == null ? List.<String>of() : asked.answer().values();
            if (!mine.equals(theirs)) {
                differences.add(
                        new Difference(
                                asked.place() instanceof OfColumn(_, var column)
                                        ? column + ": " + asked.question().title()
                                        : asked.question().title(),
                                said.answer(
                                        asked.question(), AnswerField.answer(mine).orElse(null)),
                                said.answer(asked.question(), asked.answer())));
            }
        }
        return differences;
    }

    private String show(
            Agreement.Head head,
            Section section,
            Map<String, List<String>> typed,
            FormErrors errors,
            Model model) {
        model.addAttribute("reference", head.reference().value());
        model.addAttribute("revision", head.revision());
        model.addAttribute("group", String.valueOf(section.group()));
        model.addAttribute("about", section.about());
        model.addAttribute(
                "heading", Objects.requireNonNull(questionnaire.groups().get(section.group())));
        model.addAttribute("title", said.title(section));
        model.addAttribute("fields", fields(section, typed, vocabularies, words));
        var open = remarks.open(head);
        model.addAttribute(
                "locked",
                templates
                        .followed(head.terms())
                        .map(template -> TemplateWords.lockedIn(section, template, said))
                        .orElse(Map.of()));
        model.addAttribute("remarks", at(section, open));
        model.addAttribute("onHeading", open.get(String.valueOf(section.group())));
        model.addAttribute("errors", errors);
        model.addAttribute("extent", head.terms().particulars().extent().word());
        return "pages/agreement-answers";
    }

    /** The section's questions as its form asks them. */
    static List<AnswerField> fields(
            Section section,
            Map<String, List<String>> typed,
            Vocabularies vocabularies,
            Words words) {
        var shown = new ArrayList<AnswerField>();
        String last = "";
        for (int at = 0; at < section.asked().size(); at++) {
            var asked = section.asked().get(at);
            String id = id(section, at);
            String heading = asked.place() instanceof OfColumn(_, var column) ? column : null;
            boolean again = heading == null || heading.equals(last);
            last = heading == null ? "" : heading;
            shown.add(
                    AnswerField.of(
                            id,
                            asked,
                            typed.getOrDefault(id, List.of()),
                            again ? null : heading,
                            vocabularies,
                            words));
        }
        return shown;
    }

    /** Open comments by the control that they stand at. */
    static Map<String, List<Comment>> at(Section section, Map<String, List<Comment>> open) {
        var at = new HashMap<String, List<Comment>>();
        for (int i = 0; i < section.asked().size(); i++) {
            var asked = section.asked().get(i);
            var said = open.get(new OfAnswer(asked.place(), asked.question().id()).toString());
            if (said != null) {
                at.put(id(section, i), said);
            }
        }
        return at;
    }

    /** Its place may change while somebody fills the form in; what it is about does not. */
    static String id(Section section, int at) {
        var asked = section.asked().get(at);
        String question = asked.question().id();
        return asked.place() instanceof OfColumn(_, var column)
                ? ofColumn(column, question)
                : question;
    }

    static String ofColumn(String column, String question) {
        return question
                + "-"
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(column.getBytes(StandardCharsets.UTF_8));
    }

    private static String field(Section section, String path) {
        for (int at = 0; at < section.asked().size(); at++) {
            var asked = section.asked().get(at);
            if (path.equals("particulars." + asked.place() + "." + asked.question().id())) {
                return id(section, at);
            }
        }
        return id(section, 0);
    }
}
