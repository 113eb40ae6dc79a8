package city.datastore.platform.portal;

import city.datastore.agreements.TermsReview.Asked;
import city.datastore.agreements.Vocabularies;
import city.datastore.agreements.particulars.Place;
import city.datastore.agreements.particulars.Question;
import city.datastore.agreements.particulars.Questionnaire;
import city.datastore.agreements.templates.Slot;
import city.datastore.agreements.templates.TextField;
import city.datastore.platform.portal.TemplateForm.ClauseRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a template can speak of, and the control by which a form asks for each of it. */
@Component
class TemplateControls {
    private static final List<String> ACTIONS =
            List.of("read", "analyse", "link", "publish-aggregates");

    private final Questionnaire questionnaire;
    private final Vocabularies vocabularies;
    private final ClauseWords inWords;
    private final Words words;

    TemplateControls(
            Questionnaire questionnaire,
            Vocabularies vocabularies,
            ClauseWords inWords,
            Words words) {
        this.questionnaire = questionnaire;
        this.vocabularies = vocabularies;
        this.inWords = inWords;
        this.words = words;
    }

    /** Clauses that stand under one heading, to choose from. */
    record Group(String id, String title, List<Choice> choices) {}

    /**
     * One clause as the form asks for it.
     *
     * @param id of its controls, to which {@code -how}, {@code -says} and {@code -hint} are added
     */
    record Control(
            String id, String path, String title, String how, AnswerField says, String hint) {}

    List<Group> groups() {
        var groups = new ArrayList<Group>();
        groups.add(
                new Group(
                        "clause-fields",
                        words.say("template-form.fields"),
                        Arrays.stream(TextField.values())
                                .map(Slot.OfField::new)
                                .map(this::choice)
                                .toList()));
        questionnaire
                .groups()
                .forEach((letter, title) ->
                        groups.add(
                                new Group(
                                        "clause-" + letter,
                                        title,
                                        questionnaire.questions().stream()
                                                .filter(each -> each.group() == letter)
                                                .map(each ->
                                                        new Slot.OfQuestion(
                                                                each.about(), each.id()))
                                                .map(this::choice)
                                                .toList())));
        return groups;
    }

    private Choice choice(Slot slot) {
        return new Choice(slot.toString(), inWords.name(slot));
    }

    /** The clause of that path, where a form can ask for it. */
    Optional<Slot> slot(String path) {
        return Slot.parse(path)
                .filter(slot ->
                        switch (slot) {
                            case Slot.OfField _ -> true;
                            case Slot.OfQuestion(var about, var id) ->
                                    questionnaire.find(about, id).isPresent();
                            case Slot.OfTreatment _, Slot.OfRows _ -> false;
                        });
    }

    /** The clauses that were ticked, in the order of the form. */
    List<Slot> chosen(Fields fields) {
        return groups().stream()
                .flatMap(group -> fields.all(group.id()).stream())
                .distinct()
                .flatMap(path -> slot(path).stream())
                .toList();
    }

    /** What the form does not speak of yet. */
    List<Choice> others(TemplateForm form) {
        return Choice.withFirst(
                words.say("agreement-form.choose"),
                groups().stream()
                        .flatMap(group -> group.choices().stream())
                        .filter(each -> !slot(each.value()).map(form::chosen).orElse(true))
                        .toList());
    }

    static String id(Slot slot) {
        return "c-" + slot.toString().replace('.', '-');
    }

    /** What was typed for the clauses that the form names. */
    List<ClauseRow> read(Fields fields) {
        return fields.all("clause").stream()
                .distinct()
                .flatMap(path -> slot(path).stream())
                .map(slot -> {
                    String id = id(slot);
                    return new ClauseRow(
                            slot,
                            fields.text(id + "-how"),
                            says(slot, id + "-says", fields),
                            fields.text(id + "-hint"));
                })
                .toList();
    }

    private List<String> says(Slot slot, String id, Fields fields) {
        return switch (slot) {
            case Slot.OfField(var field) ->
                    switch (field) {
                        case PURPOSES, GATEWAYS -> fields.lines(id);
                        case TITLE, ACTIONS, ARTICLE_6, ARTICLE_9, SCHEDULE_1, EXTENT ->
                                fields.all(id).stream().filter(each -> !each.isEmpty()).toList();
                    };
            case Slot.OfQuestion(var about, var question) ->
                    AnswerField.read(id, questionnaire.find(about, question).orElseThrow(), fields);
            case Slot.OfTreatment _, Slot.OfRows _ -> List.of();
        };
    }

    List<Control> controls(TemplateForm form) {
        return form.clauses().stream()
                .map(row -> {
                    String id = id(row.slot());
                    return new Control(
                            id,
                            row.slot().toString(),
                            inWords.name(row.slot()),
                            row.how(),
                            control(row, id + "-says"),
                            row.hint());
                })
                .toList();
    }

    private AnswerField control(ClauseRow row, String id) {
        return switch (row.slot()) {
            case Slot.OfField(var field) -> field(field, id, row.says());
            case Slot.OfQuestion(var about, var name) -> {
                Question question = questionnaire.find(about, name).orElseThrow();
                var asked = new Asked(Place.agreement(), question, null);
                yield AnswerField.of(id, asked, row.says(), null, vocabularies, words)
                        .labelled(words.say("template-form.says", inWords.name(row.slot())));
            }
            case Slot.OfTreatment _, Slot.OfRows _ ->
                    throw new IllegalArgumentException(row.slot() + " is asked for apart");
        };
    }

    private AnswerField field(TextField field, String id, List<String> says) {
        String choose = words.say("agreement-form.choose");
        return switch (field) {
            case TITLE -> control(field, id, "text", null, List.of(), says);
            case PURPOSES ->
                    control(field, id, "textarea", "template-form.purposes.hint", List.of(), says);
            case GATEWAYS ->
                    control(field, id, "textarea", "agreement-form.gateways.hint", List.of(), says);
            case ACTIONS ->
                    control(field, id, "checkboxes", null, said("permitted", ACTIONS), says);
            case EXTENT ->
                    control(
                            field,
                            id,
                            "radios",
                            null,
                            said("extent", List.of("full", "condensed")),
                            says);
            case ARTICLE_6 ->
                    control(
                            field,
                            id,
                            "select",
                            null,
                            Choice.withFirst(choose, Choice.cited(vocabularies.article6())),
                            says);
            case ARTICLE_9 ->
                    control(
                            field,
                            id,
                            "select",
                            null,
                            Choice.withFirst(choose, Choice.cited(vocabularies.article9())),
                            says);
            case SCHEDULE_1 ->
                    control(
                            field,
                            id,
                            "select",
                            null,
                            Choice.withFirst(choose, Choice.of(vocabularies.schedule1())),
                            says);
        };
    }

    private AnswerField control(
            TextField field,
            String id,
            String control,
            @Nullable String hint,
            List<Choice> choices,
            List<String> says) {
        return new AnswerField(
                id,
                control,
                words.say("template-form.says", words.say("clause." + field.path())),
                hint == null ? null : words.say(hint),
                null,
                choices,
                says,
                DateInput.EMPTY,
                null);
    }

    private List<Choice> said(String prefix, List<String> codes) {
        return codes.stream()
                .map(code -> new Choice(code, words.say(prefix + "." + code)))
                .toList();
    }
}
