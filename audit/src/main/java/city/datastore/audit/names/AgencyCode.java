package city.datastore.audit.names;

import org.jspecify.annotations.Nullable;

/** Short code of an agency, such as {@code camden} or {@code mps}. */
public record AgencyCode(String value) implements Comparable<AgencyCode> {
    private static final Spelling RULE = new Spelling(32, "a-z", "a-z0-9", "-");

    public AgencyCode {
        if (!RULE.fits(value)) {
            throw new NameException(
                    "agency code",
                    value,
                    "lower-case letters, digits and single hyphens, at most 32 characters, starting with a letter");
        }
    }

    @Override
    public int compareTo(AgencyCode other) {
        return value.compareTo(other.value);
    }

    /** Spelt out: each decision compares several, and what records get is several calls more. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof AgencyCode code && value.equals(code.value));
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
