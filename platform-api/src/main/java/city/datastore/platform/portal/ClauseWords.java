package city.datastore.platform.portal;

import city.datastore.agreements.particulars.Answer;
import city.datastore.agreements.particulars.Questionnaire;
import city.datastore.agreements.templates.Slot;
import city.datastore.agreements.templates.Template;
import city.datastore.agreements.templates.TemplateDiff;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** The clauses of templates in words. */
@Component
class ClauseWords {
    private final Questionnaire questionnaire;
    private final Said said;
    private final Show show;
    private final Words words;

    ClauseWords(Questionnaire questionnaire, Said said, Show show, Words words) {
        this.questionnaire = questionnaire;
        this.said = said;
        this.show = show;
        this.words = words;
    }

    /** One clause in words. */
    record Line(String clause, String says, String hint) {}

    /** A clause that is not the same in two versions; empty where one has nothing of it. */
    record Difference(String clause, String before, String after) {}

    List<Line> lines(List<Template.Clause> clauses, boolean locked) {
        return clauses.stream()
                .filter(each -> each.locked() == locked)
                .map(each -> new Line(name(each.slot()), says(each), each.hint()))
                .toList();
    }

    /** What differs between two versions, with what is locked named so. */
    List<Difference> changes(List<Template.Clause> before, List<Template.Clause> after) {
        return TemplateDiff.of(before, after).stream()
                .map(each ->
                        new Difference(
                                name(each.slot()),
                                each.before().map(this::whole).orElse(""),
                                each.after().map(this::whole).orElse("")))
                .toList();
    }

    private String whole(Template.Clause clause) {
        String text = says(clause);
        String says =
                words.say(
                        clause.locked() ? "template.clause.locked" : "template.clause.open",
                        text.isEmpty() ? words.say("template.suggests.nothing") : text);
        return clause.hint().isEmpty() ? says : says + "\n" + clause.hint();
    }

    String name(Slot slot) {
        return switch (slot) {
            case Slot.OfField(var field) -> words.say("clause." + field.path());
            case Slot.OfQuestion(var about, var id) ->
                    words.say(
                            "slot." + about.name().toLowerCase(Locale.ROOT),
                            questionnaire
                                    .find(about, id)
                                    .map(question -> question.title())
                                    .orElse(id));
            case Slot.OfTreatment(var column) -> words.say("slot.treatment", column);
            case Slot.OfRows(var column) -> words.say("slot.rows", column);
        };
    }

    /** What a clause says in words; empty where it suggests nothing. */
    String says(Template.Clause clause) {
        if (clause.says().isEmpty()) {
            return clause.locked() ? words.say("template.stays-empty") : "";
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
            case Slot.OfTreatment _ -> words.say("treatment." + first);
            case Slot.OfRows(var column) ->
                    words.say("slot.rows.only", Template.condition(column, clause.says()).words());
        };
    }
}
