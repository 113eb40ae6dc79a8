package city.datastore.access.policy;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which columns of a dataset are meant: all of them, or these. */
public sealed interface ColumnScope {
    ColumnScope ALL = new All();

    static ColumnScope only(Collection<String> columns) {
        return new Only(new TreeSet<>(columns));
    }

    /**
     * The columns that are in both, as this one spells them. A name means the column that is spelt
     * exactly so, or else the only one that differs from it in white space alone.
     */
    ColumnScope within(ColumnScope other);

    /** Whether every column of the other scope is in this one. */
    boolean covers(ColumnScope other);

    /** Every column, also those that later versions add. */
    record All() implements ColumnScope {
        @Override
        public ColumnScope within(ColumnScope other) {
            return other;
        }

        @Override
        public boolean covers(ColumnScope other) {
            return true;
        }
    }

    /** These columns and no others; may be empty after an intersection, which allows nothing. */
    record Only(SortedSet<String> columns) implements ColumnScope {
        public Only {
            columns = Collections.unmodifiableSortedSet(new TreeSet<>(columns));
        }

        @Override
        public ColumnScope within(ColumnScope other) {
            return switch (other) {
                case All _ -> this;
                case Only(var theirs) when holds(theirs, columns) -> this;
                case Only(var theirs) when holds(columns, theirs) -> other;
                case Only(var theirs) -> {
                    var both = new TreeSet<>(columns);
                    both.retainAll(theirs);
                    both.addAll(alike(theirs));
                    yield new Only(both);
                }
            };
        }

        @Override
        public boolean covers(ColumnScope other) {
            return switch (other) {
                case All _ -> false;
                case Only(var theirs) when holds(columns, theirs) -> true;
                case Only(var theirs) -> other.within(this).equals(other);
            };
        }

        /** Those of a name that both have once, in whatever white space: it may be an old one. */
        private List<String> alike(SortedSet<String> theirs) {
            var others = byTidyName(theirs);
            return byTidyName(columns).entrySet().stream()
                    .filter(mine -> mine.getValue().size() == 1)
                    .filter(mine -> others.getOrDefault(mine.getKey(), List.of()).size() == 1)
                    .map(mine -> mine.getValue().getFirst())
                    .toList();
        }

        private static Map<String, List<String>> byTidyName(SortedSet<String> names) {
            return names.stream().collect(Collectors.groupingBy(ColumnName::tidy));
        }

        private static boolean holds(SortedSet<String> some, SortedSet<String> others) {
            return some.equals(others)
                    || (some.size() >= others.size() && some.containsAll(others));
        }
    }
}
