package city.datastore.platform.tabular;

import city.datastore.access.policy.ColumnName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The names by which a table's columns are called: the header's cells, made tidy and unique.
 *
 * <p>White space at the ends is dropped and any within becomes one space. A cell without text is
 * called {@code Column 8}, by its position from 1. The second column of a name is called {@code
 * Name (2)}, the third {@code Name (3)}, counting on past names that are taken. So every column can
 * be named by exactly one name, and naming a repeated one means its first column only.
 */
final class ColumnNames {
    private ColumnNames() {}

    static List<String> of(List<String> cells) {
        List<String> tidy = cells.stream().map(ColumnName::tidy).toList();
        Set<String> taken = new HashSet<>(tidy);
        Set<String> given = new HashSet<>();
        Map<String, Integer> numbers = new HashMap<>();
        List<String> names = new ArrayList<>(tidy.size());
        for (int i = 0; i < tidy.size(); i++) {
            String name = tidy.get(i);
            boolean own = !name.isEmpty() && given.add(name);
            names.add(own ? name : free(name, i + 1, taken, given, numbers));
        }
        return List.copyOf(names);
    }

    /**
     * @param numbers the last one of every stem, up to which all are gone: starting over would take
     *     a step for every pair of columns with one name
     */
    private static String free(
            String name,
            int position,
            Set<String> taken,
            Set<String> given,
            Map<String, Integer> numbers) {
        String stem = name.isEmpty() ? "Column " + position : name;
        String candidate = stem;
        while (taken.contains(candidate) || !given.add(candidate)) {
            candidate = stem + " (" + numbers.merge(stem, 2, (last, _) -> last + 1) + ")";
        }
        return candidate;
    }
}
