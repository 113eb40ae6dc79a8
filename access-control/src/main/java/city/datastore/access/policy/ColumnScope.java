package city.datastore.access.policy;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** Which columns of a dataset are meant: all of them, or these. */
public sealed interface ColumnScope {
    ColumnScope ALL = new All();

    static ColumnScope only(Collection<String> columns) {
        return new Only(new TreeSet<>(columns));
    }

    /** The columns that are in both. */
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
                    yield new Only(both);
                }
            };
        }

        @Override
        public boolean covers(ColumnScope other) {
            return switch (other) {
                case All _ -> false;
                case Only(var theirs) -> holds(columns, theirs);
            };
        }

        private static boolean holds(SortedSet<String> some, SortedSet<String> others) {
            return some.size() >= others.size() && some.containsAll(others);
        }
    }
}
