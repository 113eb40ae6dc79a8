package city.datastore.access.policy;

/**
 * That only the rows of one person leave: those whose value in that column has that keyed hash.
 *
 * @param column that identifies the person
 */
public record OnePerson(String column, EmergencySubject subject) {

    /** In plain English, without saying who it is: {@code "nhs" is the one person looked for}. */
    public String words() {
        return column + " is the one person looked for";
    }
}
