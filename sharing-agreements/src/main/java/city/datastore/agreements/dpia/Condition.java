package city.datastore.agreements.dpia;

import java.util.Arrays;
import java.util.List;

/**
 * Marks that have to hold together, in one of several ways; with no way it never holds.
 *
 * @param ways each the marks that have to hold together
 */
public record Condition(List<List<String>> ways) {
    private static final String NEVER = "never";

    public Condition {
        ways = ways.stream().map(List::copyOf).toList();
    }

    /** Reads {@code special and large or criminal and large}, or {@code never}. */
    static Condition read(String text) {
        if (text.equals(NEVER)) {
            return new Condition(List.of());
        }
        return new Condition(
                Arrays.stream(text.split(" or "))
                        .map(way -> Arrays.stream(way.split(" and ")).map(String::strip).toList())
                        .toList());
    }
}
