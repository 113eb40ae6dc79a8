package city.datastore.audit.verify.receipt;

import java.util.regex.Pattern;

/**
 * Somebody else's text on a terminal: it may not move the cursor, turn the line round or end it.
 */
public final class Printable {
    /** Controls (C0, DEL and C1), marks without a shape such as those for direction, line ends. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    private Printable() {}

    /** The text with a question mark in place of each such character. */
    public static String of(String text) {
        return UNPRINTABLE.matcher(text).replaceAll("?");
    }
}
