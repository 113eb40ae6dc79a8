package city.datastore.access.policy;

import java.util.Optional;
import java.util.regex.Pattern;

/** How the names of columns are compared: white space does not tell one from another. */
public final class ColumnName {
    private static final Pattern NUMBERS = Pattern.compile("(?: \\([0-9]+\\))+$");

    private ColumnName() {}

    /**
     * The name without white space at its ends and with single spaces within; a control character
     * counts as white space, and so does a space of any kind, such as one that does not break.
     */
    public static String tidy(String name) {
        StringBuilder out = new StringBuilder(name.length());
        boolean space = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isWhitespace(c) || Character.isSpaceChar(c) || c < ' ') {
                space = true;
                continue;
            }
            if (space && !out.isEmpty()) {
                out.append(' ');
            }
            space = false;
            out.append(c);
        }
        return out.toString();
    }

    /** What is wrong with how it is spelt, as the rest of a sentence about it. */
    public static Optional<String> fault(String name) {
        String tidy = tidy(name);
        return name.equals(tidy)
                ? Optional.empty()
                : Optional.of(
                        "has white space at its ends, or more than a single space within it; write"
                                + " it as \""
                                + tidy
                                + "\"");
    }

    /**
     * What may stand above the column in a file: tidy, and without the numbers in brackets by which
     * columns under one heading are told apart.
     */
    static String heading(String name) {
        String tidy = tidy(name);
        return tidy.endsWith(")") ? NUMBERS.matcher(tidy).replaceFirst("") : tidy;
    }
}
