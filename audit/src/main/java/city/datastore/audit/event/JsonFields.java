package city.datastore.audit.event;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Builds a JSON object field by field, and takes one apart; an absent value leaves no field. */
final class JsonFields {
    private final TreeMap<String, CanonicalJson> fields;

    JsonFields() {
        fields = new TreeMap<>();
    }

    private JsonFields(CanonicalJson.Fields json) {
        fields = new TreeMap<>(json.values());
    }

    static JsonFields of(CanonicalJson json) {
        if (json instanceof CanonicalJson.Fields object) {
            return new JsonFields(object);
        }
        throw wrong("an object");
    }

    JsonFields text(String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, new CanonicalJson.Text(value.toString()));
        }
        return this;
    }

    JsonFields whole(String name, @Nullable Number value) {
        if (value != null) {
            fields.put(name, new CanonicalJson.Whole(value.longValue()));
        }
        return this;
    }

    JsonFields object(String name, JsonFields value) {
        if (!value.fields.isEmpty()) {
            fields.put(name, value.json());
        }
        return this;
    }

    JsonFields items(String name, List<CanonicalJson> values) {
        if (!values.isEmpty()) {
            fields.put(name, new CanonicalJson.Items(values));
        }
        return this;
    }

    JsonFields texts(String name, Collection<String> values) {
        List<CanonicalJson> items = new ArrayList<>(values.size());
        values.forEach(value -> items.add(new CanonicalJson.Text(value)));
        return items(name, items);
    }

    CanonicalJson json() {
        return new CanonicalJson.Fields(fields);
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    JsonFields object(String name) {
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
        return items(name).stream().map(JsonFields::text).toList();
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
