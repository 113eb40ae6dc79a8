package city.datastore.platform.tabular;

import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Protection;
import city.datastore.access.policy.RowCondition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What is to leave of a table: which columns, treated how, and which rows.
 *
 * @param pseudonyms makes them, where a column is pseudonymised
 */
public record Plan(ColumnScope columns, Protection protection, Pseudonyms pseudonyms) {
    /** What stands in place of every value of a masked column. */
    public static final String MASK = "[masked]";

    /** Those columns in clear, and every row. */
    public static Plan of(Collection<String> columns) {
        return new Plan(ColumnScope.only(columns), Protection.NONE, Pseudonyms.NONE);
    }

    /**
     * Every column that the table must have.
     *
     * @throws IllegalArgumentException if no column is to leave
     */
    List<String> named() {
        var named = new TreeSet<String>();
        if (columns instanceof ColumnScope.Only(var names)) {
            if (names.isEmpty()) {
                throw new IllegalArgumentException("a plan needs at least one column");
            }
            named.addAll(names);
        }
        named.addAll(protection.treatments().keySet());
        named.addAll(
                protection.rows().conditions().stream()
                        .map(RowCondition::column)
                        .collect(Collectors.toSet()));
        return new ArrayList<>(named);
    }
}
