package city.datastore.platform.portal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is wrong with a form as somebody sent it: each error belongs to a field, in page order. */
final class FormErrors {
    /**
     * The form of a step that asks for nothing: all that is wrong is said there, where any other
     * field has one error.
     */
    static final String STEP = "step";

    private final List<FormError> found = new ArrayList<>();

    /**
     * One error.
     *
     * @param target id of the control to go to
     * @param text what to do about it
     */
    record FormError(String target, String text) {}

    static FormErrors none() {
        return new FormErrors();
    }

    static FormErrors of(String field, String text) {
        var errors = new FormErrors();
        errors.add(field, text);
        return errors;
    }

    void add(String field, String text) {
        var error = new FormError(field, text);
        if (field.equals(STEP) ? !found.contains(error) : on(field) == null) {
            found.add(error);
        }
    }

    /** The error of that field, for the component that shows it. */
    public @Nullable String on(String field) {
        return found.stream()
                .filter(one -> one.target().equals(field))
                .map(FormError::text)
                .findFirst()
                .orElse(null);
    }

    public boolean any() {
        return !found.isEmpty();
    }

    public List<FormError> all() {
        return List.copyOf(found);
    }

    /**
     * The form's field that a path in the domain means: {@code datasets[0].columns[2]} is the field
     * {@code datasets-0-columns}.
     */
    static String field(String path, Collection<String> fields, String otherwise) {
        String id = path.replace("].", "-").replace("]", "").replace('[', '-').replace('.', '-');
        var known = Set.copyOf(fields);
        while (!known.contains(id)) {
            int last = id.lastIndexOf('-');
            if (last < 0) {
                return otherwise;
            }
            id = id.substring(0, last);
        }
        return id;
    }
}
