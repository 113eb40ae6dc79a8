package city.datastore.audit.trail;

import city.datastore.audit.event.AuditEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Words that an event has to have, each of them somewhere: in the names of who and what it is
 * about, in its columns or in its reasons. Upper and lower case are the same.
 */
final class TextFilter {
    /** What the database looks in: all of it and a little more, since it does not know fields. */
    static final String TEXT =
            "lower(event.username || ' ' || event.actor || ' ' || convert_from(substring("
                    + "event.canonical from position('\"unmapped\":'::bytea in event.canonical)),"
                    + " 'UTF8'))";

    private final List<String> words;

    TextFilter(@Nullable String text) {
        this.words =
                text == null
                        ? List.of()
                        : Arrays.stream(text.toLowerCase(Locale.ROOT).strip().split("\\s+"))
                                .filter(word -> !word.isEmpty())
                                .distinct()
                                .toList();
    }

    boolean isEmpty() {
        return words.isEmpty();
    }

    /** A condition on {@link #TEXT} that no event fails which has the words. */
    String condition() {
        return String.join(" AND ", words.stream().map(_ -> "strpos(text, ?) > 0").toList());
    }

    /** The values of {@link #condition}: the words as they stand in JSON. */
    List<String> values() {
        return words.stream()
                .map(word -> word.replace("\\", "\\\\").replace("\"", "\\\""))
                .toList();
    }

    boolean matches(AuditEvent event) {
        List<String> fields = fields(event);
        return words.stream()
                .allMatch(word -> fields.stream().anyMatch(field -> field.contains(word)));
    }

    private static List<String> fields(AuditEvent event) {
        var about = event.about();
        List<@Nullable Object> values = new ArrayList<>();
        values.add(event.actor().username());
        values.add(event.actor().person());
        values.add(event.actor().agency());
        values.add(event.action().name());
        values.add(event.outcome().word());
        values.add(event.request().value());
        values.add(about.dataset());
        values.add(about.agreement());
        values.add(about.purpose());
        values.add(about.accessRequest());
        values.add(about.grant());
        values.addAll(about.columns());
        values.addAll(event.actor().roles());
        event.outcome()
                .reasons()
                .forEach(reason -> {
                    values.add(reason.code());
                    values.add(reason.text());
                });
        List<String> texts = new ArrayList<>();
        for (Object value : values) {
            if (value != null) {
                texts.add(value.toString().toLowerCase(Locale.ROOT));
            }
        }
        return texts;
    }
}
