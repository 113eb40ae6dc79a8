package city.datastore.audit.names;

/** Id of one call from outside, the same in the answer, the log lines and the audit event. */
public record RequestId(String value) implements Comparable<RequestId> {
    private static final Spelling RULE = new Spelling(64, "A-Za-z0-9", "A-Za-z0-9_.-", "");

    public RequestId {
        if (!RULE.fits(value)) {
            throw new NameException(
                    "request id", value, "letters, digits and _ . -, at most 64 characters");
        }
    }

    @Override
    public int compareTo(RequestId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
