package city.datastore.platform.tabular;

/** Makes the pseudonym of a value; the key behind it is somebody else's. For one thread. */
@FunctionalInterface
public interface Pseudonyms {
    /** Characters of every pseudonym, all of {@code A-Z 2-7}. */
    int LENGTH = 26;

    /** There are none, because nothing is to be pseudonymised. */
    Pseudonyms NONE =
            _ -> {
                throw new IllegalStateException("no pseudonyms were asked for");
            };

    /**
     * The pseudonym of a value.
     *
     * @param value in its normal form, not empty
     */
    String of(String value);
}
