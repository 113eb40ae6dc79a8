package city.datastore.audit.names;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reference of a data sharing agreement, such as {@code DSA-2026-0001}. Compared by volume and
 * page, which no two references share: a decision compares several, and the text would be two more
 * places in memory to look at.
 */
public final class AgreementRef implements Comparable<AgreementRef> {
    /** How many volumes there are: for each year one of each length. */
    public static final int VOLUMES = 10_000 * 3;

    private static final Pattern RULE = Pattern.compile("DSA-[0-9]{4}-[0-9]{4,6}");
    private static final int YEAR = "DSA-".length();
    private static final int RUNNING = "DSA-2026-".length();
    private static final int SHORTEST = "DSA-2026-0001".length();

    private final String value;
    private final int volume;
    private final int page;

    public AgreementRef(String value) {
        if (value.length() > 15 || !RULE.matcher(value).matches()) {
            throw new NameException(
                    "agreement reference",
                    value,
                    "DSA-, the year, a hyphen and at least four digits, such as DSA-2026-0001");
        }
        this.value = value;
        int year = Integer.parseInt(value, YEAR, RUNNING - 1, 10);
        this.volume = year * 3 + value.length() - SHORTEST;
        this.page = Integer.parseInt(value, RUNNING, value.length(), 10);
    }

    public String value() {
        return value;
    }

    /** Of its year and of as many digits: a number from 0 to below {@link #VOLUMES}. */
    public int volume() {
        return volume;
    }

    /** Its running number, 0 to 999,999, in which agreements of a year count up. */
    public int page() {
        return page;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof AgreementRef ref && volume == ref.volume && page == ref.page);
    }

    @Override
    public int hashCode() {
        return volume * 31 + page;
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
