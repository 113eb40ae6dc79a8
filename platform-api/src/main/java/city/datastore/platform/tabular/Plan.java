package city.datastore.platform.tabular;

import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Protection;
import city.datastore.access.policy.RowCondition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What is to leave of a table: which columns, treated how, and which rows.
 *
 * @param pseudonyms makes them, where a column is pseudonymised
 * @param subject knows the one person whose rows leave, where it is about one
 */
public record Plan(
        ColumnScope columns, Protection protection, Pseudonyms pseudonyms, OneSubject subject) {
    /** What stands in place of every value of a masked column. */
    public static final String MASK = "[masked]";

    /** Where it is not about one person; if it is all the same, no row leaves. */
    public Plan(ColumnScope columns, Protection protection, Pseudonyms pseudonyms) {
        this(columns, protection, pseudonyms, OneSubject.NOBODY);
    }

    /** Those columns in clear, and every row. */
    public static Plan of(Collection<String> columns) {
        return new Plan(ColumnScope.only(columns), Protection.NONE, Pseudonyms.NONE);
    }

    /**
     * Every column that the table must have: where all are to leave, those that are treated, or one
     * of another name would leave in clear in its place.
     *
     * @throws IllegalArgumentException if no column is to leave
     */
    List<String> named() {
        var named = new TreeSet<String>();
        switch (columns) {
            case ColumnScope.All _ -> named.addAll(protection.treatments().keySet());
            case ColumnScope.Only(var names) -> {
                if (names.isEmpty()) {
                    throw new IllegalArgumentException("a plan needs at least one column");
                }
                named.addAll(names);
            }
        }
        named.addAll(deciding());
        return new ArrayList<>(named);
    }

    /** Those by whose values it is decided which rows leave. */
    Set<String> deciding() {
        var deciding =
                protection.rows().conditions().stream()
                        .map(RowCondition::column)
                        .collect(Collectors.toCollection(TreeSet::new));
        var one = protection.subject();
        if (one != null) {
            deciding.add(one.column());
        }
        return deciding;
    }
}
