package city.datastore.audit.names;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reference of a data sharing agreement, such as {@code DSA-2026-0001}. Compared by its number: a
 * decision compares several, and the text would be two more places in memory to look at.
 */
public final class AgreementRef implements Comparable<AgreementRef> {
    private static final Pattern RULE = Pattern.compile("DSA-[0-9]{4}-[0-9]{4,6}");
    private static final int YEAR = "DSA-".length();
    private static final int SHORTEST = "DSA-2026-0001".length();

    private final String value;
    private final long number;

    public AgreementRef(String value) {
        if (value.length() > 15 || !RULE.matcher(value).matches()) {
            throw new NameException(
                    "agreement reference",
                    value,
                    "DSA-, the year, a hyphen and at least four digits, such as DSA-2026-0001");
        }
        this.value = value;
        this.number = number(value);
    }

    private static long number(String value) {
        long digits = 0;
        for (int i = YEAR; i < value.length(); i++) {
            char digit = value.charAt(i);
            if (digit != '-') {
                digits = digits * 10 + (digit - '0');
            }
        }
        return digits * 4 + value.length() - SHORTEST + 1;
    }

    public String value() {
        return value;
    }

    /** A number above 0 that it has alone: its digits, then how many they are. */
    public long number() {
        return number;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AgreementRef ref && ref.number == number;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(number);
    }

    @Override
    public int compareTo(AgreementRef other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
