package city.datastore.audit.names;

import org.jspecify.annotations.Nullable;

/** Code of a purpose named in an agreement, such as {@code hmo-enforcement}. */
public record PurposeCode(String value) implements Comparable<PurposeCode> {
    private static final Spelling RULE = new Spelling(64, "A-Za-z", "A-Za-z0-9", "_.-");

    public PurposeCode {
        if (!RULE.fits(value)) {
            throw new NameException(
                    "purpose code",
                    value,
                    "letters and digits joined by single hyphens, dots or underscores, at most 64 characters, starting with a letter");
        }
    }

    @Override
    public int compareTo(PurposeCode other) {
        return value.compareTo(other.value);
    }

    /** Spelt out: each decision compares several, and what records get is several calls more. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof PurposeCode code && value.equals(code.value));
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return value;
    }
}
