package city.datastore.audit.event;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Takes a JSON object apart; a field that is missing or of another kind is an {@link
 * IllegalArgumentException}.
 */
record JsonObject(CanonicalJson.Fields fields) {
    static JsonObject of(CanonicalJson json) {
        if (json instanceof CanonicalJson.Fields fields) {
            return new JsonObject(fields);
        }
        throw wrong("an object");
    }

    boolean has(String name) {
        return fields.get(name) != null;
    }

    JsonObject object(String name) {
        return of(field(name));
    }

    String text(String name) {
        return text(field(name));
    }

    long whole(String name) {
        if (field(name) instanceof CanonicalJson.Whole(long value)) {
            return value;
        }
        throw wrong("a whole number");
    }

    int small(String name) {
        long value = whole(name);
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw wrong("a smaller number");
        }
        return (int) value;
    }

    List<CanonicalJson> items(String name) {
        if (!has(name)) {
            return List.of();
        }
        if (field(name) instanceof CanonicalJson.Items(List<CanonicalJson> values)) {
            return values;
        }
        throw wrong("an array");
    }

    List<String> texts(String name) {
        return items(name).stream().map(JsonObject::text).toList();
    }

    /** All fields, which have to be texts. */
    SortedMap<String, String> texts() {
        SortedMap<String, String> texts = new TreeMap<>();
        fields.values().forEach(field -> texts.put(field.name(), text(field.value())));
        return texts;
    }

    private CanonicalJson field(String name) {
        CanonicalJson value = fields.get(name);
        if (value == null) {
            throw wrong("a field " + name);
        }
        return value;
    }

    private static String text(CanonicalJson json) {
        if (json instanceof CanonicalJson.Text(String value)) {
            return value;
        }
        throw wrong("a string");
    }

    private static IllegalArgumentException wrong(String expected) {
        return new IllegalArgumentException("the event's JSON lacks " + expected);
    }
}
