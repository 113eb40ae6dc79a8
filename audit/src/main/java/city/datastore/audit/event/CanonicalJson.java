package city.datastore.audit.event;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A JSON value in the one form that RFC 8785 gives it, so that equal values have equal bytes.
 *
 * <p>Restricted to what an event needs: objects, arrays, strings, whole numbers that every JSON
 * reader keeps exactly (RFC 7493 §2.2), true and false. There is no null: what is absent is absent.
 */
public sealed interface CanonicalJson {
    /** Largest whole number, 2^53 − 1, and with a minus the smallest. */
    long MAX_WHOLE = (1L << 53) - 1;

    /** A string; any text without lone surrogates. */
    record Text(String value) implements CanonicalJson {
        public Text {
            if (!hasWholeCharacters(value)) {
                throw new IllegalArgumentException(
                        "a string holds half of a surrogate pair, which has no UTF-8 form (RFC 8785"
                                + " §3.2.2.2)");
            }
        }

        private static boolean hasWholeCharacters(String text) {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (Character.isSurrogate(c)) {
                    i++;
                    boolean paired =
                            Character.isHighSurrogate(c)
                                    && i < text.length()
                                    && Character.isLowSurrogate(text.charAt(i));
                    if (!paired) {
                        return false;
                    }
                }
            }
            return true;
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

    /** An object; its names are in the order of their UTF-16 code units (RFC 8785 §3.2.3). */
    record Fields(SortedMap<String, CanonicalJson> values) implements CanonicalJson {
        public Fields {
            values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
            values.keySet().forEach(Text::new);
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
     * Reads JSON in any form, canonical or not, within the restriction above.
     *
     * @throws IllegalArgumentException when the text is not JSON, holds a name twice, a null, a
     *     fraction or an exponent, or is nested deeper than 16 levels
     */
    static CanonicalJson parse(String text) {
        return new CanonicalJsonReader(text).read();
    }
}
