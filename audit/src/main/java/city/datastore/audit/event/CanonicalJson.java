package city.datastore.audit.event;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value in the one form that RFC 8785 gives it, so that equal values have equal bytes.
 *
 * <p>Restricted to what an event needs: objects, arrays, strings, whole numbers that every JSON
 * reader keeps exactly (RFC 7493 §2.2), true and false. There is no null: what is absent is absent.
 */
public sealed interface CanonicalJson {
    /** Largest whole number, 2^53 − 1, and with a minus the smallest. */
    long MAX_WHOLE = (1L << 53) - 1;

    /** Deepest nesting that is read. */
    int MAX_DEPTH = 16;

    /** A string; any text without lone surrogates. */
    record Text(String value) implements CanonicalJson {
        public Text {
            demandWholeCharacters(value);
        }
    }

    /** A whole number. */
    record Whole(long value) implements CanonicalJson {
        public Whole {
            if (value < -MAX_WHOLE || value > MAX_WHOLE) {
                throw new IllegalArgumentException(
                        "the number is " + value + ", it has to be within ±" + MAX_WHOLE);
            }
        }
    }

    /** True or false. */
    record Truth(boolean value) implements CanonicalJson {}

    /** An array. */
    record Items(List<CanonicalJson> values) implements CanonicalJson {
        public Items {
            values = List.copyOf(values);
        }
    }

    /** A name and its value. */
    record Field(String name, CanonicalJson value) {}

    /**
     * An object; its names are in the order of their UTF-16 code units (RFC 8785 §3.2.3), each
     * once.
     */
    record Fields(List<Field> values) implements CanonicalJson {
        public Fields {
            values = List.copyOf(values);
            String before = null;
            for (Field field : values) {
                demandWholeCharacters(field.name());
                if (before != null && before.compareTo(field.name()) >= 0) {
                    throw new IllegalArgumentException(
                            "an object has the same name twice, or its names are not in order");
                }
                before = field.name();
            }
        }

        /** Of fields in any order. */
        public static Fields sorted(List<Field> fields) {
            List<Field> sorted = new ArrayList<>(fields);
            sorted.sort(Comparator.comparing(Field::name));
            return new Fields(sorted);
        }

        /** The value of this name; null where there is none. */
        public @Nullable CanonicalJson get(String name) {
            int low = 0;
            int high = values.size() - 1;
            while (low <= high) {
                int middle = (low + high) >>> 1;
                int order = values.get(middle).name().compareTo(name);
                if (order == 0) {
                    return values.get(middle).value();
                }
                if (order < 0) {
                    low = middle + 1;
                } else {
                    high = middle - 1;
                }
            }
            return null;
        }
    }

    /** The canonical bytes, in UTF-8. */
    default byte[] bytes() {
        return text().getBytes(StandardCharsets.UTF_8);
    }

    /** The canonical text. */
    default String text() {
        StringBuilder out = new StringBuilder(512);
        CanonicalJsonWriter.write(this, out);
        return out.toString();
    }

    /**
     * Reads the canonical bytes of a value, and nothing else.
     *
     * @throws IllegalArgumentException when they are not JSON in canonical form, or hold a null, a
     *     fraction or an exponent, or are nested deeper than 16 levels
     */
    static CanonicalJson parse(byte[] bytes) {
        return new CanonicalJsonReader(bytes).read();
    }

    private static void demandWholeCharacters(String text) {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (!Character.isHighSurrogate(c)
                    || at == text.length()
                    || !Character.isLowSurrogate(text.charAt(at++))) {
                throw new IllegalArgumentException(
                        "a string holds half of a surrogate pair, which has no UTF-8 form (RFC 8785"
                                + " §3.2.2.2)");
            }
        }
    }
}
