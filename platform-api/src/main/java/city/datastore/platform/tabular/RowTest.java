package city.datastore.platform.tabular;

import city.datastore.access.policy.RowCondition;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The row filter of a plan made ready, and its one person, where it is about one: gets the values
 * of a row and says whether every condition holds. A value that cannot be read as the number or the
 * date that it is compared with does not hold. For one thread.
 */
final class RowTest {
    private final List<Predicate<String>> tests = new ArrayList<>();
    private final int[][] testsOf;
    private final boolean[] met;
    private final boolean[] seen;

    /**
     * @param columns how many the table has
     * @param places where the column of a name is, from 0; negative where there is none
     * @throws IllegalArgumentException if the plan names a column that is not there
     */
    RowTest(Plan plan, int columns, ToIntFunction<String> places) {
        var testsOf = new ArrayList<List<Integer>>();
        for (int i = 0; i < columns; i++) {
            testsOf.add(new ArrayList<>());
        }
        for (RowCondition condition : plan.protection().rows().conditions()) {
            testsOf.get(place(condition.column(), places)).add(tests.size());
            tests.add(test(condition));
        }
        var one = plan.protection().subject();
        if (one != null) {
            testsOf.get(place(one.column(), places)).add(tests.size());
            tests.add(value -> plan.subject().is(value));
        }
        this.testsOf =
                testsOf.stream()
                        .map(each -> each.stream().mapToInt(Integer::intValue).toArray())
                        .toArray(int[][]::new);
        met = new boolean[tests.size()];
        seen = new boolean[tests.size()];
    }

    private static int place(String column, ToIntFunction<String> places) {
        int at = places.applyAsInt(column);
        if (at < 0) {
            throw new IllegalArgumentException("there is no column " + column);
        }
        return at;
    }

    /** Whether every row passes. */
    boolean none() {
        return tests.isEmpty();
    }

    boolean wants(int column) {
        return testsOf[column].length > 0;
    }

    /**
     * A value of the row.
     *
     * @param text as decoded; null where it has parts of its own and is no single value
     */
    void value(int column, @Nullable String text) {
        String normal = text == null ? null : Values.normal(text);
        for (int test : testsOf[column]) {
            seen[test] = true;
            met[test] = normal != null && tests.get(test).test(normal);
        }
    }

    /** Whether the row passes, a column without a value being empty; then for the next row. */
    boolean passes() {
        boolean passes = true;
        for (int i = 0; i < met.length; i++) {
            passes &= seen[i] ? met[i] : tests.get(i).test("");
            seen[i] = false;
            met[i] = false;
        }
        return passes;
    }

    private static Predicate<String> test(RowCondition condition) {
        List<String> values = condition.values().stream().map(Values::normal).toList();
        return switch (condition.test()) {
            case EQUALS, ONE_OF -> {
                Set<String> any = new HashSet<>(values);
                yield any::contains;
            }
            case NOT -> value -> !value.equals(values.getFirst());
            case STARTS_WITH -> value -> value.startsWith(values.getFirst());
            case EMPTY -> String::isEmpty;
            case NOT_EMPTY -> value -> !value.isEmpty();
            case AT_LEAST -> ordered(condition, 1);
            case AT_MOST -> ordered(condition, -1);
        };
    }

    private static Predicate<String> ordered(RowCondition condition, int sign) {
        String bound = condition.values().getFirst();
        if (condition.byDate()) {
            LocalDate day = LocalDate.parse(bound);
            return value -> {
                LocalDate read = AsWritten.date(value);
                return read != null && sign * read.compareTo(day) >= 0;
            };
        }
        BigDecimal number = new BigDecimal(bound);
        return value -> {
            BigDecimal read = AsWritten.number(value);
            return read != null && sign * read.compareTo(number) >= 0;
        };
    }
}
