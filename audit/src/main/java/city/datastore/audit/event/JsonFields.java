package city.datastore.audit.event;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds a JSON object field by field; an absent value leaves no field. */
final class JsonFields {
    private final List<CanonicalJson.Field> fields = new ArrayList<>();

    JsonFields text(String name, @Nullable Object value) {
        if (value != null) {
            add(name, new CanonicalJson.Text(value.toString()));
        }
        return this;
    }

    JsonFields whole(String name, @Nullable Number value) {
        if (value != null) {
            add(name, new CanonicalJson.Whole(value.longValue()));
        }
        return this;
    }

    JsonFields object(String name, JsonFields value) {
        if (!value.fields.isEmpty()) {
            add(name, value.json());
        }
        return this;
    }

    JsonFields items(String name, List<CanonicalJson> values) {
        if (!values.isEmpty()) {
            add(name, new CanonicalJson.Items(values));
        }
        return this;
    }

    JsonFields texts(String name, Collection<String> values) {
        List<CanonicalJson> items = new ArrayList<>(values.size());
        values.forEach(value -> items.add(new CanonicalJson.Text(value)));
        return items(name, items);
    }

    CanonicalJson json() {
        return CanonicalJson.Fields.sorted(fields);
    }

    private void add(String name, CanonicalJson value) {
        fields.add(new CanonicalJson.Field(name, value));
    }
}
