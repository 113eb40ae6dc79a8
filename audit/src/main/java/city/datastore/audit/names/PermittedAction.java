package city.datastore.audit.names;

/**
 * Something an agreement lets a party do with data; {@link #READ} is the one the platform releases
 * bytes for.
 */
public record PermittedAction(String value) implements Comparable<PermittedAction> {
    private static final Spelling RULE = new Spelling(40, "a-z", "a-z0-9", "-");

    /** Seeing and downloading the content. */
    public static final PermittedAction READ = new PermittedAction("read");

    public PermittedAction {
        if (!RULE.fits(value)) {
            throw new NameException(
                    "action",
                    value,
                    "lower-case letters, digits and single hyphens, at most 40 characters, such as read");
        }
    }

    @Override
    public int compareTo(PermittedAction other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
