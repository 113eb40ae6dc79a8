package city.datastore.platform.portal;

/**
 * Something that somebody else changed while a form was being filled in.
 *
 * @param question what it is about
 * @param yours in the form
 * @param theirs stored now
 */
record Difference(String question, String yours, String theirs) {
    /** Where they are shown: an error that says to look there leads to it. */
    static final String SHOWN = "meanwhile";
}
