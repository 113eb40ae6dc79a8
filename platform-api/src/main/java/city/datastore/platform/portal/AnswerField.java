package city.datastore.platform.portal;

import city.datastore.agreements.TermsReview.Asked;
import city.datastore.agreements.Vocabularies;
import city.datastore.agreements.particulars.Answer;
import city.datastore.agreements.particulars.Question;
import city.datastore.agreements.particulars.Question.Kind;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One question as a form asks it.
 *
 * @param id of the control
 * @param control which component shows it: text, textarea, radios, select, checkboxes or date
 * @param heading what stands above it when it differs from the field before, such as a column's
 *     name
 */
record AnswerField(
        String id,
        String control,
        String label,
        @Nullable String hint,
        @Nullable String heading,
        List<Choice> choices,
        List<String> values,
        DateInput date,
        @Nullable Integer max) {
    /** More choices than this stand in a list that opens. */
    private static final int MOST_RADIOS = 8;

    AnswerField {
        choices = List.copyOf(choices);
        values = List.copyOf(values);
    }

    public String value() {
        return String.join("\n", values);
    }

    /** The same under another label. */
    AnswerField labelled(String other) {
        return new AnswerField(id, control, other, hint, heading, choices, values, date, max);
    }

    /** The same, with something more to know before it is filled in. */
    AnswerField hinting(String more) {
        return new AnswerField(
                id,
                control,
                label,
                hint == null ? more : hint + " " + more,
                heading,
                choices,
                values,
                date,
                max);
    }

    static AnswerField of(
            String id,
            Asked asked,
            List<String> values,
            @Nullable String heading,
            Vocabularies vocabularies,
            Words words) {
        Question question = asked.question();
        var choices = choices(question, vocabularies, words);
        String control = control(question, choices.size());
        if (control.equals("select")) {
            choices.addFirst(new Choice("", words.say("agreement-form.choose")));
        }
        return new AnswerField(
                id,
                control,
                question.needed()
                        ? question.title()
                        : words.say("answers.optional", question.title()),
                question.hint().isEmpty() ? null : question.hint(),
                heading,
                choices,
                values,
                question.kind() == Kind.DAY ? date(values) : DateInput.EMPTY,
                question.kind() == Kind.TEXT ? Integer.valueOf(question.max()) : null);
    }

    private static List<Choice> choices(Question question, Vocabularies vocabularies, Words words) {
        var choices = new ArrayList<Choice>();
        String list = question.vocabulary();
        if (list != null) {
            choices.addAll(Choice.of(vocabularies.list(list)));
        } else if (question.kind() == Kind.YES) {
            choices.add(new Choice("yes", words.say("yes")));
            choices.add(new Choice("no", words.say("no")));
        }
        return choices;
    }

    private static String control(Question question, int choices) {
        return switch (question.kind()) {
            case LINE, LINK, EMAIL, NUMBER -> "text";
            case TEXT, LINKS -> "textarea";
            case WORDS -> "checkboxes";
            case YES -> "radios";
            case WORD -> choices <= MOST_RADIOS ? "radios" : "select";
            case DAY -> "date";
        };
    }

    /**
     * Whether the form that was sent asked it: with choices, of which none may be taken, it sends
     * an empty one.
     */
    static boolean isSent(String id, Question question, Fields fields) {
        return fields.has(question.kind() == Kind.DAY ? id + "-day" : id);
    }

    /**
     * What somebody typed into the control, as an answer would hold it; a date that is none too.
     */
    static List<String> read(String id, Question question, Fields fields) {
        if (question.kind() == Kind.DAY) {
            var typed = fields.date(id);
            return typed.isEmpty()
                    ? List.of()
                    : List.of(
                            typed.date()
                                    .map(LocalDate::toString)
                                    .orElse(
                                            typed.day()
                                                    + "/"
                                                    + typed.month()
                                                    + "/"
                                                    + typed.year()));
        }
        if (question.kind() == Kind.LINKS) {
            return fields.lines(id);
        }
        return fields.all(id).stream().filter(value -> !value.isEmpty()).toList();
    }

    static Optional<Answer> answer(List<String> values) {
        return values.isEmpty() ? Optional.empty() : Optional.of(new Answer(values));
    }

    private static DateInput date(List<String> values) {
        if (values.isEmpty()) {
            return DateInput.EMPTY;
        }
        try {
            return DateInput.of(LocalDate.parse(values.getFirst()));
        } catch (DateTimeException e) {
            String[] parts = values.getFirst().split("/", -1);
            return parts.length == 3
                    ? new DateInput(parts[0], parts[1], parts[2])
                    : DateInput.EMPTY;
        }
    }
}
