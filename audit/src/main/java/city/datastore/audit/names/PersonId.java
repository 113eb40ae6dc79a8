package city.datastore.audit.names;

import java.util.regex.Pattern;

/**
 * Stable id of a person or system at its identity provider (the {@code sub} of a token, RFC 7519
 * §4.1.2).
 */
public record PersonId(String value) implements Comparable<PersonId> {
    private static final Pattern RULE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9:_.@-]*");

    public PersonId {
        if (value.length() > 128 || !RULE.matcher(value).matches()) {
            throw new NameException(
                    "person id", value, "letters, digits and : _ . @ -, at most 128 characters");
        }
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
