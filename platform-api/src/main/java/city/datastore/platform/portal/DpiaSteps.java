package city.datastore.platform.portal;

import city.datastore.agreements.TermsReview.Asked;
import city.datastore.agreements.Vocabularies;
import city.datastore.agreements.dpia.Assessed;
import city.datastore.agreements.dpia.Description;
import city.datastore.agreements.dpia.Dpia.Content;
import city.datastore.agreements.dpia.Dpia.Told;
import city.datastore.agreements.dpia.DpiaReview;
import city.datastore.agreements.dpia.Screening.Finding;
import city.datastore.agreements.particulars.Answer;
import city.datastore.agreements.particulars.Place;
import city.datastore.agreements.particulars.Question;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;

/**
 * The steps of an assessment that are questions: what stands on their pages, and what was typed.
 */
final class DpiaSteps {
    static final String EXPLAIN = "explain-";

    private static final String SCREEN = "screen-";

    private final DpiaReview review;
    private final Description description;
    private final Vocabularies vocabularies;
    private final Said said;
    private final Words words;

    DpiaSteps(
            DpiaReview review,
            Description description,
            Vocabularies vocabularies,
            Said said,
            Words words) {
        this.review = review;
        this.description = description;
        this.vocabularies = vocabularies;
        this.said = said;
        this.words = words;
    }

    /** Lines of the agreement under one heading. */
    record Part(String heading, List<Line> lines) {
        Part {
            lines = List.copyOf(lines);
        }
    }

    /** One of them, with whom or what it is about. */
    record Line(String question, String about, String answer) {}

    /**
     * A criterion as the form asks it.
     *
     * @param because fields that make it hold; then it can only be explained
     */
    record Criterion(
            String id,
            String question,
            @Nullable String hint,
            List<String> because,
            String answer,
            String explanation) {}

    /** A field that somebody else changed while it was being filled in. */
    record Difference(String question, String yours, String theirs) {}

    void show(
            Assessed assessed,
            int number,
            Map<String, String> typed,
            FormErrors errors,
            Model model) {
        model.addAttribute("page", DpiaFrame.STEPS.get(number - 1));
        model.addAttribute("number", number);
        model.addAttribute("title", title(number));
        model.addAttribute("parts", parts(assessed, number));
        model.addAttribute("criteria", number == 1 ? criteria(assessed, typed) : List.of());
        model.addAttribute(
                "yesNo",
                List.of(new Choice("yes", words.say("yes")), new Choice("no", words.say("no"))));
        model.addAttribute("fields", fields(assessed, number, typed));
        model.addAttribute("errors", errors);
    }

    String title(int number) {
        return Optional.ofNullable(review.questionnaire().groups().get((char) ('0' + number)))
                .orElseThrow();
    }

    /** What the agreement says already, by heading. */
    private List<Part> parts(Assessed assessed, int number) {
        var parts = new LinkedHashMap<String, List<Line>>();
        description
                .of(assessed.agreement().head().terms(), number)
                .forEach(line ->
                        parts.computeIfAbsent(line.heading(), _ -> new ArrayList<>())
                                .add(
                                        new Line(
                                                line.title(),
                                                line.place().equals(Place.agreement())
                                                        ? ""
                                                        : said.name(line.place()),
                                                line.answer())));
        return parts.entrySet().stream()
                .map(each -> new Part(each.getKey(), each.getValue()))
                .toList();
    }

    private static List<Criterion> criteria(Assessed assessed, Map<String, String> typed) {
        return assessed.screening().findings().stream()
                .filter(each -> each.computed() || each.criterion().asked())
                .map(each -> criterion(each, typed))
                .toList();
    }

    private static Criterion criterion(Finding finding, Map<String, String> typed) {
        var its = finding.criterion();
        return new Criterion(
                its.id(),
                its.question(),
                its.hint().isEmpty() ? null : its.hint(),
                finding.because().stream().map(sign -> Words.sentence(sign.text())).toList(),
                typed.getOrDefault(SCREEN + its.id(), ""),
                typed.getOrDefault(EXPLAIN + its.id(), ""));
    }

    private List<AnswerField> fields(Assessed assessed, int number, Map<String, String> typed) {
        return asked(assessed, number).stream()
                .map(question -> {
                    String value = typed.getOrDefault(question.id(), "");
                    return AnswerField.of(
                            question.id(),
                            new Asked(Place.agreement(), question, null),
                            value.isEmpty() ? List.of() : List.of(value),
                            null,
                            vocabularies,
                            words);
                })
                .toList();
    }

    private List<Question> asked(Assessed assessed, int number) {
        return review.asked(assessed.agreement().head().terms(), number);
    }

    Map<String, String> stored(Assessed assessed, int number) {
        var values = new TreeMap<String, String>();
        var content = assessed.dpia().content();
        asked(assessed, number)
                .forEach(question -> {
                    var answer = content.answers().get(question.id());
                    values.put(question.id(), answer == null ? "" : answer.text());
                });
        if (number == 1) {
            content.screening()
                    .forEach((id, told) -> {
                        values.put(SCREEN + id, DpiaFields.yesOrNo(told.yes()));
                        values.put(EXPLAIN + id, told.explanation());
                    });
        }
        return values;
    }

    Map<String, String> typed(Assessed assessed, int number, Fields fields) {
        var values = new TreeMap<>(stored(assessed, number));
        asked(assessed, number)
                .forEach(question -> values.put(question.id(), fields.text(question.id())));
        if (number == 1) {
            criteria(assessed, Map.of())
                    .forEach(each -> {
                        values.put(SCREEN + each.id(), fields.text(SCREEN + each.id()));
                        if (fields.has(EXPLAIN + each.id())) {
                            values.put(EXPLAIN + each.id(), fields.text(EXPLAIN + each.id()));
                        }
                    });
        }
        return values;
    }

    /** What is stored, with this step as it was typed. */
    Content content(Assessed assessed, int number, Map<String, String> typed) {
        var stored = assessed.dpia().content();
        var answers = new TreeMap<>(stored.answers());
        for (Question question : asked(assessed, number)) {
            String value = typed.getOrDefault(question.id(), "");
            answers.remove(question.id());
            if (!value.isEmpty()) {
                answers.put(question.id(), Answer.of(value));
            }
        }
        var content = stored.withAnswers(answers);
        if (number > 1) {
            return content;
        }
        var told = new TreeMap<>(stored.screening());
        for (Criterion each : criteria(assessed, typed)) {
            told.put(each.id(), new Told(DpiaFields.yes(each.answer()), each.explanation()));
        }
        return content.withScreening(told);
    }

    List<Difference> differences(Assessed assessed, int number, Map<String, String> typed) {
        var stored = stored(assessed, number);
        var differences = new ArrayList<Difference>();
        for (Question question : asked(assessed, number)) {
            String mine = typed.getOrDefault(question.id(), "");
            String theirs = stored.getOrDefault(question.id(), "");
            if (!mine.equals(theirs)) {
                differences.add(new Difference(question.title(), mine, theirs));
            }
        }
        for (Criterion each : number == 1 ? criteria(assessed, typed) : List.<Criterion>of()) {
            String theirs = stored.getOrDefault(SCREEN + each.id(), "");
            if (!each.answer().equals(theirs)) {
                differences.add(
                        new Difference(
                                each.question(),
                                words.orElse(each.answer(), each.answer()),
                                words.orElse(theirs, theirs)));
            }
        }
        return differences;
    }
}
