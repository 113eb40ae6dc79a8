package city.datastore.audit.names;

import java.util.regex.Pattern;

/** Reference of a data sharing agreement, such as {@code DSA-2026-0001}. */
public record AgreementRef(String value) implements Comparable<AgreementRef> {
    private static final Pattern RULE = Pattern.compile("DSA-[0-9]{4}-[0-9]{4,6}");
    private static final int YEAR = "DSA-".length();
    private static final int SHORTEST = "DSA-2026-0001".length();

    public AgreementRef {
        if (value.length() > 15 || !RULE.matcher(value).matches()) {
            throw new NameException(
                    "agreement reference",
                    value,
                    "DSA-, the year, a hyphen and at least four digits, such as DSA-2026-0001");
        }
    }

    /** A number above 0 that it has alone: its digits, then how many they are. */
    public long number() {
        long digits = 0;
        for (int i = YEAR; i < value.length(); i++) {
            char digit = value.charAt(i);
            if (digit != '-') {
                digits = digits * 10 + (digit - '0');
            }
        }
        return digits * 4 + value.length() - SHORTEST + 1;
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
