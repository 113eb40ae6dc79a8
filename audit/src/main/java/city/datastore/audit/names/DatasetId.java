package city.datastore.audit.names;

import org.jspecify.annotations.Nullable;

/** Name of a dataset within the agency that owns it, written {@code camden/hmo-licences}. */
public record DatasetId(AgencyCode agency, String name) implements Comparable<DatasetId> {
    /** Longest name, in characters. */
    public static final int MAX_NAME = 100;

    private static final Spelling RULE = new Spelling(MAX_NAME, "a-z0-9", "a-z0-9", "-");

    public DatasetId {
        if (!RULE.fits(name)) {
            throw new NameException(
                    "dataset name",
                    name,
                    "lower-case letters, digits and single hyphens, at most "
                            + MAX_NAME
                            + " characters");
        }
    }

    /** Reads {@code agency/name}. */
    public static DatasetId parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new NameException(
                    "dataset id", text, "the agency's code, a slash and the dataset's name");
        }
        return new DatasetId(new AgencyCode(text.substring(0, slash)), text.substring(slash + 1));
    }

    @Override
    public int compareTo(DatasetId other) {
        int byAgency = agency.compareTo(other.agency);
        return byAgency != 0 ? byAgency : name.compareTo(other.name);
    }

    /** Spelt out: each decision compares several, and what records get is several calls more. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof DatasetId id
                        && name.equals(id.name)
                        && agency.value().equals(id.agency.value()));
    }

    @Override
    public int hashCode() {
        return 31 * agency.hashCode() + name.hashCode();
    }

    @Override
    public String toString() {
        return agency + "/" + name;
    }
}
