package city.datastore.audit.names;

import org.jspecify.annotations.Nullable;

/**
 * Stable id of a person or system at its identity provider (the {@code sub} of a token, RFC 7519
 * §4.1.2).
 *
 * <p>A text of at most 15 characters, and a UUID as identity providers write it (RFC 9562 §4: lower
 * case), is known by two numbers besides that no other id has: whoever keeps many compares it with
 * one look into memory, where the text would be two more.
 */
public final class PersonId implements Comparable<PersonId> {
    private static final Spelling RULE = new Spelling(128, "A-Za-z0-9", "A-Za-z0-9:_.@-", "");

    /** Longest text in the two numbers; their last byte says how many characters they are. */
    private static final int SHORT = 2 * Long.BYTES - 1;

    private static final int UUID_LENGTH = "00000000-0000-0000-0000-000000000000".length();

    private final String value;
    private long high;
    private long low;

    public PersonId(String value) {
        if (!RULE.fits(value)) {
            throw new NameException(
                    "person id", value, "letters, digits and : _ . @ -, at most 128 characters");
        }
        this.value = value;
        if (value.length() <= SHORT) {
            numberText();
        } else if (value.length() == UUID_LENGTH) {
            numberUuid();
        }
    }

    private void numberText() {
        for (int i = 0; i <= SHORT; i++) {
            shift(8, i == SHORT ? value.length() : i < value.length() ? value.charAt(i) : 0);
        }
    }

    /** Only one of that RFC's variant: its first bit is 0 in every text. */
    private void numberUuid() {
        for (int i = 0; i < UUID_LENGTH; i++) {
            char digit = value.charAt(i);
            boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
            int number = digit <= '9' ? digit - '0' : digit >= 'a' ? digit - 'a' + 10 : -1;
            if (hyphen != (digit == '-') || (!hyphen && (number < 0 || number > 15))) {
                low = 0;
                break;
            }
            if (!hyphen) {
                shift(4, number);
            }
        }
        if (low >= 0) {
            high = 0;
            low = 0;
        }
    }

    private void shift(int bits, int next) {
        high = (high << bits) | (low >>> (Long.SIZE - bits));
        low = (low << bits) | next;
    }

    public String value() {
        return value;
    }

    /** Whether the two numbers are its own; else both are 0. */
    public boolean numbered() {
        return low != 0;
    }

    /** The first eight bytes of its number. */
    public long high() {
        return high;
    }

    /** The last eight bytes of its number. */
    public long low() {
        return low;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof PersonId id
                        && high == id.high
                        && low == id.low
                        && (low != 0 || value.equals(id.value)));
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public int compareTo(PersonId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
