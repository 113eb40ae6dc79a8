package city.datastore.audit.names;

import org.jspecify.annotations.Nullable;

/**
 * Reference of a data sharing agreement, such as {@code DSA-2026-0001}. Compared by volume and
 * page, which no two references share: a decision compares several, and the text would be two more
 * places in memory to look at.
 */
public final class AgreementRef implements Comparable<AgreementRef> {
    /** How many volumes there are: for each year one of each length. */
    public static final int VOLUMES = 10_000 * 3;

    private static final String BEGINNING = "DSA-";

    /** How many there are in a volume, by how much longer than the shortest its references are. */
    private static final int[] PAGES = {10_000, 100_000, 1_000_000};

    private static final int YEAR = BEGINNING.length();
    private static final int RUNNING = "DSA-2026-".length();
    private static final int SHORTEST = "DSA-2026-0001".length();
    private static final int LONGEST = "DSA-2026-000001".length();

    private final int volume;
    private final int page;

    /** Written out when it is first asked for, where it was made of numbers. */
    private @Nullable String value;

    public AgreementRef(String value) {
        if (!isOne(value)) {
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

    private static boolean isOne(String text) {
        int length = text.length();
        boolean one =
                length >= SHORTEST
                        && length <= LONGEST
                        && text.startsWith(BEGINNING)
                        && text.charAt(RUNNING - 1) == '-';
        for (int i = YEAR; one && i < length; i++) {
            one = i == RUNNING - 1 || (text.charAt(i) >= '0' && text.charAt(i) <= '9');
        }
        return one;
    }

    private AgreementRef(int volume, int page) {
        this.volume = volume;
        this.page = page;
    }

    /**
     * The reference of that volume and page.
     *
     * @throws IllegalArgumentException where there is none
     */
    public static AgreementRef of(int volume, int page) {
        if (volume < 0 || volume >= VOLUMES || page < 0 || page >= PAGES[volume % 3]) {
            throw new IllegalArgumentException(
                    "no agreement has volume and page " + volume + ", " + page);
        }
        return new AgreementRef(volume, page);
    }

    public String value() {
        var known = value;
        if (known == null) {
            known = BEGINNING + digits(volume / 3, 4) + "-" + digits(page, 4 + volume % 3);
            value = known;
        }
        return known;
    }

    private static String digits(int number, int length) {
        String shown = Integer.toString(number);
        return "0".repeat(length - shown.length()) + shown;
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
        return value().compareTo(other.value());
    }

    @Override
    public String toString() {
        return value();
    }
}
