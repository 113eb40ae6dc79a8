package city.datastore.agreements.particulars;

import java.util.List;

/**
 * What somebody answered: one text, or several.
 *
 * @param values at least one, none empty
 */
public record Answer(List<String> values) {
    public Answer {
        values = List.copyOf(values);
        if (values.isEmpty() || values.contains("")) {
            throw new IllegalArgumentException("an answer that says nothing is no answer");
        }
    }

    public static Answer of(String... values) {
        return new Answer(List.of(values));
    }

    /** The only text, or all of them in one line. */
    public String text() {
        return String.join(", ", values);
    }
}
