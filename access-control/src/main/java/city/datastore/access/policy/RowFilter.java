package city.datastore.access.policy;

import java.util.List;
import java.util.stream.Collectors;

/** Which rows of a dataset are shared: those for which every condition holds. */
public record RowFilter(List<RowCondition> conditions) {
    public static final int MAX_CONDITIONS = 20;

    /** Every row. */
    public static final RowFilter NONE = new RowFilter(List.of());

    /**
     * @throws IllegalArgumentException if it has too many conditions
     */
    public RowFilter {
        conditions = List.copyOf(conditions);
        if (conditions.size() > MAX_CONDITIONS) {
            throw new IllegalArgumentException(
                    "a row filter has at most " + MAX_CONDITIONS + " conditions");
        }
    }

    /** Whether every row is shared. */
    public boolean none() {
        return conditions.isEmpty();
    }

    /**
     * Whether it certainly lets every row through that the other one does: each of its conditions
     * is one of the other's too.
     */
    public boolean covers(RowFilter other) {
        return other.conditions.containsAll(conditions);
    }

    /** In plain English: {@code Borough is "Camden" and Amount is at least "500"}. */
    public String words() {
        return conditions.stream().map(RowCondition::words).collect(Collectors.joining(" and "));
    }
}
