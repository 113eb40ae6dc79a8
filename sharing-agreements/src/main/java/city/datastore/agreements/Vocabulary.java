package city.datastore.agreements;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One controlled list of words: what may stand in a field, and what people call it.
 *
 * @param entries in the order in which a form offers them
 * @param fallback the code that stands for an empty field, null where the field must be filled
 */
public record Vocabulary(String name, List<Entry> entries, @Nullable String fallback) {

    /**
     * One word of the list.
     *
     * @param code as stored, such as {@code 6(1)(e)}
     * @param title for people, such as {@code Public task}
     * @param also other spellings that mean the same
     * @param marks what follows from it, such as {@code special} or {@code law-enforcement}
     */
    public record Entry(String code, String title, List<String> also, Set<String> marks) {
        public Entry {
            also = List.copyOf(also);
            marks = Set.copyOf(marks);
        }
    }

    public Vocabulary {
        entries = List.copyOf(entries);
        var seen = new HashMap<String, String>();
        for (Entry entry : entries) {
            for (String spelling : spellings(entry)) {
                String other = seen.putIfAbsent(key(spelling), entry.code());
                if (other != null && !other.equals(entry.code())) {
                    throw new IllegalArgumentException(
                            "in "
                                    + name
                                    + " \""
                                    + spelling
                                    + "\" means both "
                                    + other
                                    + " and "
                                    + entry.code());
                }
            }
        }
        String standing = fallback;
        if (standing != null && entries.stream().noneMatch(e -> e.code().equals(standing))) {
            throw new IllegalArgumentException(
                    "the default of " + name + ", " + standing + ", is not one of its entries");
        }
    }

    /** The code that this spelling means; an empty one means the fallback, where there is one. */
    public Optional<String> code(String written) {
        if (written.isBlank()) {
            return Optional.ofNullable(fallback);
        }
        String key = key(written);
        return entries.stream()
                .filter(e -> spellings(e).stream().anyMatch(each -> key(each).equals(key)))
                .map(Entry::code)
                .findFirst();
    }

    /** What follows from a word; nothing from one that is not in the list any more. */
    public Set<String> marks(String code) {
        return entries.stream()
                .filter(entry -> entry.code().equals(code))
                .map(Entry::marks)
                .findFirst()
                .orElse(Set.of());
    }

    /** What people call it; the code itself where it is not in the list any more. */
    public String title(String code) {
        return entries.stream()
                .filter(entry -> entry.code().equals(code))
                .map(Entry::title)
                .findFirst()
                .orElse(code);
    }

    /** All codes in one line, for a message that says what is possible. */
    public String choices() {
        return String.join(", ", entries.stream().map(Entry::code).toList());
    }

    private static List<String> spellings(Entry entry) {
        var all = new ArrayList<String>(entry.also());
        all.add(entry.code());
        all.add(entry.title());
        return all;
    }

    private static String key(String spelling) {
        return spelling.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    static Vocabulary of(String name, List<Entry> entries, Map<String, String> fallbacks) {
        return new Vocabulary(name, entries, fallbacks.get(name));
    }
}
