package city.datastore.access.emergency;

import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/** Looks at texts and lists that people filled in. */
final class Checks {
    /** Most characters of a longer text. */
    static final int MAX_TEXT = 2000;

    private static final int MAX_COLUMNS = 200;
    private static final int MAX_COLUMN = 200;

    private Checks() {}

    /**
     * The text without the space around it.
     *
     * @throws EmergencyException.BadField if it is too short or too long
     */
    static String text(String field, String text, int least, int most, String whatFor) {
        String trimmed = text.strip();
        if (trimmed.isEmpty()) {
            throw new EmergencyException.BadField(field, whatFor);
        }
        if (trimmed.length() < least) {
            throw new EmergencyException.BadField(
                    field,
                    "the text is "
                            + trimmed.length()
                            + " characters long, it needs at least "
                            + least
                            + ": "
                            + whatFor);
        }
        if (trimmed.length() > most) {
            throw new EmergencyException.BadField(
                    field,
                    "the text is "
                            + trimmed.length()
                            + " characters long, it can have at most "
                            + most);
        }
        return trimmed;
    }

    /**
     * Names of columns.
     *
     * @throws EmergencyException.BadField if there are none or too many, or one cannot be a name
     */
    static SortedSet<String> columns(Collection<String> names) {
        if (names.isEmpty()) {
            throw new EmergencyException.BadField("columns", "name at least one column");
        }
        if (names.size() > MAX_COLUMNS) {
            throw new EmergencyException.BadField(
                    "columns", "name at most " + MAX_COLUMNS + " columns");
        }
        for (String name : names) {
            if (name.isBlank()
                    || name.length() > MAX_COLUMN
                    || name.chars().anyMatch(Character::isISOControl)) {
                throw new EmergencyException.BadField(
                        "columns",
                        "the name of a column has from 1 to "
                                + MAX_COLUMN
                                + " characters, none of them a control character");
            }
        }
        return new TreeSet<>(names);
    }
}
