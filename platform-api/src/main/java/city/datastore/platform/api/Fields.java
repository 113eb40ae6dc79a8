package city.datastore.platform.api;

import city.datastore.audit.names.NameException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one body into the project's words and collects every fault on the way, so
 * that a person learns all of them at once.
 *
 * <p>What a method gives may be asked for its value only after {@link #check()}.
 */
final class Fields {
    private static final int MAX_FAULTS = 50;

    private final List<FaultJson> faults = new ArrayList<>();

    /** Text that has to be there, within so many characters, without control characters. */
    Supplier<String> text(String field, @Nullable String text, int maxCharacters) {
        if (text == null || text.isBlank()) {
            return fault(field, "is missing; it has to have some text");
        }
        return bounded(field, text, maxCharacters);
    }

    /** Text that may be left out and then is empty. */
    Supplier<String> anyText(String field, @Nullable String text, int maxCharacters) {
        return text == null ? () -> "" : bounded(field, text, maxCharacters);
    }

    /** A name with a rule of its own, as its type knows it. */
    <T> Supplier<T> name(String field, @Nullable String text, Function<String, T> rule) {
        if (text == null || text.isEmpty()) {
            return fault(field, "is missing");
        }
        try {
            T name = rule.apply(text);
            return () -> name;
        } catch (NameException e) {
            return fault(field, String.valueOf(e.getMessage()));
        }
    }

    /** Something that is yes or no, no where it is left out. */
    Supplier<Boolean> yes(@Nullable Boolean value) {
        return () -> Boolean.TRUE.equals(value);
    }

    /** An instant, or a date meaning its first instant in London. */
    Supplier<Instant> from(String field, @Nullable String text) {
        return when(field, text, When::from);
    }

    /** An instant, or a date meaning the end of that day in London. */
    Supplier<Instant> until(String field, @Nullable String text) {
        return when(field, text, When::until);
    }

    /** Like {@link #until}, and null where it is left out. */
    Supplier<@Nullable Instant> anyUntil(String field, @Nullable String text) {
        if (text == null) {
            return () -> null;
        }
        var read = until(field, text);
        return () -> read.get();
    }

    private Supplier<Instant> when(
            String field, @Nullable String text, Function<String, Instant> reading) {
        if (text == null || text.isEmpty()) {
            return fault(field, "is missing; " + When.RULE);
        }
        try {
            Instant instant = reading.apply(text);
            return () -> instant;
        } catch (WhenException e) {
            return fault(field, e.getMessage());
        }
    }

    /**
     * A list of at most so many, each read by the function, which gets the path of the element;
     * empty where it is left out.
     */
    <J, T> Supplier<List<T>> each(
            String field,
            @Nullable List<@Nullable J> list,
            int max,
            BiFunction<String, J, Supplier<T>> reading) {
        if (list == null) {
            return List::of;
        }
        if (list.size() > max) {
            return fault(field, "has " + list.size() + " entries, the most is " + max);
        }
        var read = new ArrayList<Supplier<T>>();
        for (int i = 0; i < list.size(); i++) {
            String path = field + "[" + i + "]";
            J element = list.get(i);
            read.add(
                    element == null
                            ? fault(path, "is null; leave it out or say what it is")
                            : reading.apply(path, element));
        }
        return () -> read.stream().<T>map(Supplier::get).toList();
    }

    /** Like {@link #each}, with at least one element. */
    <J, T> Supplier<List<T>> some(
            String field,
            @Nullable List<@Nullable J> list,
            int max,
            BiFunction<String, J, Supplier<T>> reading) {
        if (list == null || list.isEmpty()) {
            return fault(field, "is missing; it has to name at least one");
        }
        return each(field, list, max, reading);
    }

    /** Notes a fault; the value it stands for can never be had. */
    <T> Supplier<T> fault(String field, String detail) {
        if (faults.size() < MAX_FAULTS) {
            faults.add(new FaultJson(field, detail));
        }
        return () -> {
            throw new IllegalStateException("the field " + field + " is at fault");
        };
    }

    /**
     * @throws CallException.BadFields if anything was at fault
     */
    void check() {
        if (!faults.isEmpty()) {
            throw new CallException.BadFields(faults);
        }
    }

    private Supplier<String> bounded(String field, String text, int maxCharacters) {
        int length = text.codePointCount(0, text.length());
        if (length > maxCharacters) {
            return fault(field, "has " + length + " characters, the most is " + maxCharacters);
        }
        if (text.codePoints().anyMatch(Fields::unprintable)) {
            return fault(field, "has a control character; only line breaks and tabs may be in it");
        }
        return () -> text;
    }

    private static boolean unprintable(int codePoint) {
        return (Character.isISOControl(codePoint)
                        && codePoint != '\n'
                        && codePoint != '\r'
                        && codePoint != '\t')
                || Character.getType(codePoint) == Character.SURROGATE;
    }
}
