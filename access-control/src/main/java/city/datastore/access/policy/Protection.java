package city.datastore.access.policy;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is done to the data of one dataset before it leaves: columns masked or pseudonymised, rows
 * held back.
 *
 * @param treatments by column; a column that is not named leaves in clear
 * @param subject the one person whose rows leave, null where it is not about one
 */
public record Protection(
        SortedMap<String, Treatment> treatments, RowFilter rows, @Nullable OnePerson subject) {
    /** Everything in clear, every row. */
    public static final Protection NONE = new Protection(Map.of(), RowFilter.NONE);

    public Protection {
        var kept = new TreeMap<>(treatments);
        kept.values().removeIf(each -> each == Treatment.CLEAR);
        treatments = Collections.unmodifiableSortedMap(kept);
    }

    public Protection(Map<String, Treatment> treatments, RowFilter rows) {
        this(new TreeMap<>(treatments), rows, null);
    }

    /** Everything in clear, the rows of one person only. */
    public static Protection ofOne(OnePerson subject) {
        return new Protection(new TreeMap<>(), RowFilter.NONE, subject);
    }

    /** Whether data leaves as it is. */
    public boolean none() {
        return treatments.isEmpty() && rows.none() && subject == null;
    }

    /** What is done to a column, however its name is spelt; the strictest of what is said of it. */
    public Treatment of(String column) {
        return byTidyName().getOrDefault(ColumnName.tidy(column), Treatment.CLEAR);
    }

    /** The treatments by {@link ColumnName#tidy tidy} name, the strictest of several spellings. */
    public Map<String, Treatment> byTidyName() {
        var strictest = new HashMap<String, Treatment>();
        treatments.forEach((column, treatment) ->
                strictest.merge(ColumnName.tidy(column), treatment, Treatment::stricter));
        return strictest;
    }

    /** The columns that are treated so, in order. */
    public List<String> columns(Treatment treatment) {
        return treatments.entrySet().stream()
                .filter(each -> each.getValue() == treatment)
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * The same for those columns only: every treatment that may concern one of them, however either
     * name is spelt, and whichever of the columns under one heading it names.
     */
    public Protection within(ColumnScope columns) {
        if (!(columns instanceof ColumnScope.Only(var names)) || treatments.isEmpty()) {
            return this;
        }
        var headings = names.stream().map(ColumnName::heading).collect(Collectors.toSet());
        var kept = new TreeMap<>(treatments);
        kept.keySet().removeIf(column -> !headings.contains(ColumnName.heading(column)));
        return new Protection(kept, rows, subject);
    }

    /** Whether of those columns it certainly shows everything that the other one does. */
    public boolean covers(Protection other, ColumnScope columns) {
        var theirs = other.byTidyName();
        return rows.covers(other.rows)
                && (subject == null || subject.equals(other.subject))
                && within(columns).byTidyName().entrySet().stream()
                        .allMatch(each ->
                                theirs.getOrDefault(each.getKey(), Treatment.CLEAR)
                                        .showsNoMoreThan(each.getValue()));
    }

    /**
     * What is done, by name, for the record; cut where it is longer, since the version of the
     * agreement says the whole.
     */
    public SortedMap<String, String> named(int maxCharacters) {
        var named = new TreeMap<String, String>();
        named.put("masked", String.join(", ", columns(Treatment.MASKED)));
        named.put("pseudonymised", String.join(", ", columns(Treatment.PSEUDONYMISED)));
        named.put("rows", rowsInWords());
        named.values().removeIf(String::isEmpty);
        named.replaceAll((_, text) -> cut(text, maxCharacters));
        return named;
    }

    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
        return text.substring(0, end) + "…";
    }

    /** What is done, as sentences; empty when nothing is. */
    public String words() {
        var words = new StringBuilder();
        sentence(words, "Masked: ", columns(Treatment.MASKED));
        sentence(words, "As pseudonyms: ", columns(Treatment.PSEUDONYMISED));
        if (!rows.none() || subject != null) {
            words.append(words.isEmpty() ? "" : " ")
                    .append("Only rows where ")
                    .append(rowsInWords())
                    .append('.');
        }
        return words.toString();
    }

    private String rowsInWords() {
        if (subject == null) {
            return rows.words();
        }
        return rows.none() ? subject.words() : subject.words() + " and " + rows.words();
    }

    private static void sentence(StringBuilder words, String start, List<String> columns) {
        if (!columns.isEmpty()) {
            words.append(words.isEmpty() ? "" : " ")
                    .append(start)
                    .append(String.join(", ", columns))
                    .append('.');
        }
    }
}
