package city.datastore.access.policy;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a row has to be like to be shared: one column, one test, and the values it is tested
 * against. Data, never a program.
 */
public record RowCondition(String column, Test test, List<String> values) {
    public static final int MAX_COLUMN = 200;

    /** Most values of one condition, and characters of one value. */
    public static final int MAX_VALUES = 100;

    public static final int MAX_VALUE = 200;

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,9})?");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    /**
     * @throws IllegalArgumentException if it breaks a rule, see {@link #fault}
     */
    public RowCondition {
        values = List.copyOf(values);
        fault(column, test, values)
                .ifPresent(fault -> {
                    throw new IllegalArgumentException(fault);
                });
    }

    /** What is asked of a value. */
    public enum Test {
        EQUALS("equals", "is", 1, 1),
        ONE_OF("one-of", "is one of", 1, MAX_VALUES),
        NOT("not", "is not", 1, 1),
        AT_LEAST("at-least", "is at least", 1, 1),
        AT_MOST("at-most", "is at most", 1, 1),
        STARTS_WITH("starts-with", "starts with", 1, 1),
        EMPTY("empty", "is empty", 0, 0),
        NOT_EMPTY("not-empty", "is not empty", 0, 0);

        private final String word;
        private final String english;
        private final int fewest;
        private final int most;

        Test(String word, String english, int fewest, int most) {
            this.word = word;
            this.english = english;
            this.fewest = fewest;
            this.most = most;
        }

        /** As in JSON, such as {@code at-least}. */
        public String word() {
            return word;
        }

        /** The test of that word. */
        public static Optional<Test> of(String word) {
            return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
        }
    }

    /** What is wrong with it, as the rest of a sentence about it; empty when nothing is. */
    public static Optional<String> fault(String column, Test test, List<String> values) {
        if (column.isBlank() || column.length() > MAX_COLUMN || hasControl(column)) {
            return Optional.of(
                    "a condition names a column, of at most " + MAX_COLUMN + " characters");
        }
        if (values.size() < test.fewest || values.size() > test.most) {
            return Optional.of(
                    switch (test.most) {
                        case 0 -> "\"" + test.english + "\" takes no value";
                        case 1 -> "\"" + test.english + "\" takes one value";
                        default -> "\"" + test.english + "\" takes 1 to " + test.most + " values";
                    });
        }
        if (values.stream().anyMatch(RowCondition::unfit)) {
            return Optional.of(
                    "a value has 1 to "
                            + MAX_VALUE
                            + " characters on one line; to ask for no value, use \"is empty\"");
        }
        boolean ordered = test == Test.AT_LEAST || test == Test.AT_MOST;
        if (ordered && !isNumber(values.getFirst()) && !isDate(values.getFirst())) {
            return Optional.of(
                    "\""
                            + test.english
                            + "\" takes a number such as 500 or 12.50, or a date such as"
                            + " 2026-04-01");
        }
        return Optional.empty();
    }

    /** Whether the value that it compares with is a date; otherwise it is a number. */
    public boolean byDate() {
        return isDate(values.getFirst());
    }

    /** In plain English: {@code Borough is one of "Brent", "Camden"}. */
    public String words() {
        if (values.isEmpty()) {
            return column + " " + test.english;
        }
        return column
                + " "
                + test.english
                + " "
                + values.stream().map(each -> "\"" + each + "\"").collect(Collectors.joining(", "));
    }

    private static boolean unfit(String value) {
        return value.isBlank() || value.length() > MAX_VALUE || hasControl(value);
    }

    private static boolean hasControl(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    private static boolean isNumber(String value) {
        return NUMBER.matcher(value).matches();
    }

    private static boolean isDate(String value) {
        if (!DATE.matcher(value).matches()) {
            return false;
        }
        try {
            LocalDate.parse(value);
            return true;
        } catch (DateTimeException _) {
            return false;
        }
    }
}
