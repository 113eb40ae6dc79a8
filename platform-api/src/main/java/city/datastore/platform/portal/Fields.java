package city.datastore.platform.portal;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** A form's fields or a page's filters as they were sent, trimmed and bounded. */
record Fields(MultiValueMap<String, String> sent) {
    /** Longest text taken from one field, in characters. */
    static final int MAX_TEXT = 20_000;

    private static final int MAX_VALUES = 500;

    String text(String name) {
        return text(name, MAX_TEXT);
    }

    /**
     * @param max characters that are taken
     */
    String text(String name, int max) {
        String value = sent.getFirst(name);
        return value == null ? "" : bounded(value, max);
    }

    /** Null where nothing was entered. */
    @Nullable String given(String name) {
        String value = text(name);
        return value.isEmpty() ? null : value;
    }

    List<String> all(String name) {
        List<String> values = sent.get(name);
        return values == null
                ? List.of()
                : values.stream().limit(MAX_VALUES).map(value -> bounded(value, MAX_TEXT)).toList();
    }

    /**
     * The boxes that were ticked, each exactly as the page offered it.
     *
     * @param max how many are taken
     */
    List<String> ticked(String name, int max) {
        return sent.getOrDefault(name, List.of()).stream()
                .limit(max)
                .map(value -> value.substring(0, Math.min(value.length(), MAX_TEXT)))
                .toList();
    }

    List<String> lines(String name) {
        return text(name).lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    DateInput date(String name) {
        return new DateInput(text(name + "-day"), text(name + "-month"), text(name + "-year"));
    }

    boolean has(String name) {
        return sent.containsKey(name);
    }

    private static String bounded(String value, int max) {
        String stripped = value.strip().replace("\r\n", "\n").replace("\0", "");
        return stripped.length() <= max ? stripped : stripped.substring(0, max);
    }
}
