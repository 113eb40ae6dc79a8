package city.datastore.platform.portal;

import city.datastore.agreements.Vocabularies;
import java.util.ArrayList;
import java.util.List;

/** Makes the fields of an assessment's forms, with the words of their vocabularies. */
final class DpiaForms {
    private final Vocabularies vocabularies;
    private final Words words;

    DpiaForms(Vocabularies vocabularies, Words words) {
        this.vocabularies = vocabularies;
        this.words = words;
    }

    /**
     * One form.
     *
     * @param action where it is sent, below the assessment
     * @param back where it leads back to, below the assessment
     * @param was what it was made from, to be sent again; may be empty
     * @param removable whether what it is about can be taken away
     */
    record Form(
            String title,
            String text,
            String action,
            String back,
            String was,
            List<AnswerField> fields,
            boolean removable) {
        Form {
            fields = List.copyOf(fields);
        }
    }

    /** What to do about a control: in our words where it is empty, else in the domain's. */
    String fault(String id, String typed, String message) {
        return typed.isEmpty()
                ? words.orElse("dpia.missing." + id, Words.sentence(message))
                : Words.sentence(message);
    }

    AnswerField line(String id, String label, String value) {
        return field(id, "text", label, List.of(), List.of(value), DateInput.EMPTY, 0);
    }

    AnswerField longText(String id, String label, String value, int max) {
        return field(id, "textarea", label, List.of(), List.of(value), DateInput.EMPTY, max);
    }

    AnswerField date(String id, String label, DateInput value) {
        return field(id, "date", label, List.of(), List.of(), value, 0);
    }

    /** One word of the vocabulary {@code dpia-} and the id, up to its last part. */
    AnswerField radios(String id, String label, String value) {
        String name = id.replace("-after", "");
        var choices = new ArrayList<Choice>();
        vocabularies
                .list("dpia-" + name)
                .entries()
                .forEach(word -> choices.add(new Choice(word.code(), word.title())));
        return field(id, "radios", label, choices, List.of(value), DateInput.EMPTY, 0);
    }

    private AnswerField field(
            String id,
            String control,
            String label,
            List<Choice> choices,
            List<String> values,
            DateInput date,
            int max) {
        String hint = words.orElse(label + ".hint", "");
        return new AnswerField(
                id,
                control,
                words.say(label),
                hint.isEmpty() ? null : hint,
                null,
                choices,
                values,
                date,
                max == 0 ? null : Integer.valueOf(max));
    }
}
