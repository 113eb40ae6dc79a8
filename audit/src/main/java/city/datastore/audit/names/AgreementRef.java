package city.datastore.audit.names;

import java.util.regex.Pattern;

/** Reference of a data sharing agreement, such as {@code DSA-2026-0001}. */
public record AgreementRef(String value) implements Comparable<AgreementRef> {
    private static final Pattern RULE = Pattern.compile("DSA-[0-9]{4}-[0-9]{4,6}");

    public AgreementRef {
        if (value.length() > 15 || !RULE.matcher(value).matches()) {
            throw new NameException(
                    "agreement reference",
                    value,
                    "DSA-, the year, a hyphen and at least four digits, such as DSA-2026-0001");
        }
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
