package city.datastore.platform.portal;

import city.datastore.agreements.TemplateRef;
import city.datastore.agreements.Terms;
import city.datastore.agreements.particulars.Answer;
import city.datastore.agreements.particulars.Questionnaire;
import city.datastore.agreements.templates.Slot;
import city.datastore.agreements.templates.Template;
import city.datastore.agreements.templates.Templates;
import city.datastore.agreements.templates.TextField;
import city.datastore.audit.names.NameException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Templates as pages show them, and what a form takes from one. */
@Component
class TemplateWords {
    private static final String PATH = "[a-z0-9-]{3,60}/[1-9][0-9]{0,3}";

    private final Templates templates;
    private final Questionnaire questionnaire;
    private final Said said;
    private final Show show;
    private final Words words;

    TemplateWords(
            Templates templates, Questionnaire questionnaire, Said said, Show show, Words words) {
        this.templates = templates;
        this.questionnaire = questionnaire;
        this.said = said;
        this.show = show;
        this.words = words;
    }

    /** One clause in words. */
    record Line(String clause, String says, String hint) {}

    /** The version that an address or a form names as {@code id/1}. */
    Optional<Template> named(String path) {
        if (!path.matches(PATH)) {
            return Optional.empty();
        }
        String[] parts = path.split("/", -1);
        try {
            return templates.find(TemplateRef.of(parts[0], Integer.parseInt(parts[1])));
        } catch (NameException e) {
            return Optional.empty();
        }
    }

    Optional<Template> followed(Terms terms) {
        return templates.followed(terms);
    }

    /** Terms as they are first stored, with all that the template says. */
    Terms begun(Terms terms, Template template) {
        return templates.begin(terms.with(template.ref()));
    }

    List<Line> locked(Template template) {
        return lines(template, true);
    }

    List<Line> open(Template template) {
        return lines(template, false);
    }

    private List<Line> lines(Template template, boolean locked) {
        return template.clauses().stream()
                .filter(each -> each.locked() == locked)
                .map(each -> new Line(name(each.slot()), says(each), each.hint()))
                .toList();
    }

    private String name(Slot slot) {
        return switch (slot) {
            case Slot.OfField(var field) -> words.say("clause." + field.path());
            case Slot.OfQuestion(var about, var id) ->
                    words.say(
                            "slot." + about.name().toLowerCase(Locale.ROOT),
                            questionnaire
                                    .find(about, id)
                                    .map(question -> question.title())
                                    .orElse(id));
        };
    }

    private String says(Template.Clause clause) {
        if (clause.says().isEmpty()) {
            return "";
        }
        String first = clause.says().getFirst();
        return switch (clause.slot()) {
            case Slot.OfField(var field) ->
                    switch (field) {
                        case ARTICLE_6 -> show.cited("article-6", first);
                        case ARTICLE_9 -> show.cited("article-9", first);
                        case SCHEDULE_1 -> show.term("schedule-1", first);
                        case EXTENT -> words.say("extent." + first);
                        case TITLE, PURPOSES, ACTIONS, GATEWAYS -> String.join("; ", clause.says());
                    };
            case Slot.OfQuestion(var about, var id) ->
                    questionnaire
                            .find(about, id)
                            .map(question -> said.answer(question, new Answer(clause.says())))
                            .orElse(first);
        };
    }

    /** The answers of a section that nobody can change, by the control that they stand at. */
    static Map<String, String> lockedIn(Section section, Template template, Said said) {
        var locked = new HashMap<String, String>();
        for (int at = 0; at < section.asked().size(); at++) {
            var asked = section.asked().get(at);
            if (template.locked().locks(asked.place(), asked.question().id())) {
                locked.put(
                        AnswersPage.id(section, at), said.answer(asked.question(), asked.answer()));
            }
        }
        return locked;
    }

    /** A form to draft from the template with. */
    static AgreementForm form(Template from, String agency, String dataset) {
        var blank = AgreementForm.blank(agency, dataset);
        var purposes =
                from.says(TextField.PURPOSES).stream()
                        .map(TextField::purpose)
                        .map(each -> new AgreementForm.PurposeRow(each.code().value(), each.text()))
                        .toList();
        var actions = from.says(TextField.ACTIONS);
        return new AgreementForm(
                first(from, TextField.TITLE),
                blank.parties(),
                blank.datasets(),
                purposes.isEmpty() ? blank.purposes() : purposes,
                actions.isEmpty() ? blank.actions() : actions,
                first(from, TextField.ARTICLE_6),
                first(from, TextField.ARTICLE_9),
                first(from, TextField.SCHEDULE_1),
                String.join("\n", from.says(TextField.GATEWAYS)),
                blank.starts(),
                blank.ends(),
                blank.reviewDue(),
                first(from, TextField.EXTENT));
    }

    private static String first(Template from, TextField field) {
        return from.says(field).stream().findFirst().orElse("");
    }
}
