package city.datastore.platform.portal;

import city.datastore.access.emergency.Vocabulary.Word;
import city.datastore.agreements.Vocabulary;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One thing that can be chosen in a select, radios or checkboxes. */
record Choice(String value, String text, @Nullable String hint) {
    Choice(String value, String text) {
        this(value, text, null);
    }

    /** Each by its own name, as columns are. */
    static List<Choice> named(Collection<String> names) {
        return names.stream().map(name -> new Choice(name, name)).toList();
    }

    /** Every word of a short list of emergencies, by its title. */
    static List<Choice> of(List<Word> list) {
        return list.stream().map(word -> new Choice(word.code(), word.title())).toList();
    }

    /** Every word of a controlled list, by its title. */
    static List<Choice> of(Vocabulary list) {
        return list.entries().stream().map(word -> new Choice(word.code(), word.title())).toList();
    }

    /** The same, each with its code before the title. */
    static List<Choice> cited(Vocabulary list) {
        return list.entries().stream()
                .map(word -> new Choice(word.code(), word.code() + " " + word.title()))
                .toList();
    }

    /** The same with an empty choice before them, which asks to choose or stands for nothing. */
    static List<Choice> withFirst(String text, List<Choice> choices) {
        return Stream.concat(Stream.of(new Choice("", text)), choices.stream()).toList();
    }
}
