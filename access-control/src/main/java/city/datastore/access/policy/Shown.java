package city.datastore.access.policy;

import java.util.Comparator;

/**
 * How much one way of reading a dataset shows, to choose between several that are allowed: most
 * columns in clear first, then fewest conditions on rows, then most columns as pseudonyms, then
 * most masked.
 */
record Shown(int clear, int conditions, int pseudonyms, int masked) implements Comparable<Shown> {
    private static final Comparator<Shown> LEAST_FIRST =
            Comparator.comparingInt(Shown::clear)
                    .thenComparing(Shown::conditions, Comparator.reverseOrder())
                    .thenComparingInt(Shown::pseudonyms)
                    .thenComparingInt(Shown::masked);

    static Shown of(ColumnScope columns, Protection protection) {
        int pseudonyms = count(protection, Treatment.PSEUDONYMISED);
        int masked = count(protection, Treatment.MASKED);
        int all =
                switch (columns) {
                    case ColumnScope.All _ -> Integer.MAX_VALUE;
                    case ColumnScope.Only(var names) -> names.size();
                };
        return new Shown(
                all - pseudonyms - masked,
                protection.rows().conditions().size(),
                pseudonyms,
                masked);
    }

    private static int count(Protection protection, Treatment treatment) {
        return protection.columns(treatment).size();
    }

    @Override
    public int compareTo(Shown other) {
        return LEAST_FIRST.compare(this, other);
    }
}
