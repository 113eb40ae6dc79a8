package city.datastore.audit.names;

/**
 * Which characters a name is made of. Every call from outside brings several names: reading them
 * leaves nothing behind in memory, as matching a regular expression does.
 */
final class Spelling {
    private static final int ASCII = 128;

    private final int most;
    private final boolean[] first = new boolean[ASCII];
    private final boolean[] within = new boolean[ASCII];
    private final boolean[] between = new boolean[ASCII];

    /**
     * Each as in a regular expression's brackets: ranges and single characters, the hyphen last.
     *
     * @param most the most characters, of which there is at least one
     * @param first what it begins with
     * @param within what comes after
     * @param between what may also stand by itself between two of those
     */
    Spelling(int most, String first, String within, String between) {
        this.most = most;
        mark(this.first, first);
        mark(this.within, within);
        mark(this.between, between);
    }

    /** Whether the text is a name so spelt. */
    boolean fits(String text) {
        int length = text.length();
        if (length == 0 || length > most || !isIn(first, text.charAt(0))) {
            return false;
        }
        boolean open = false;
        for (int i = 1; i < length; i++) {
            char c = text.charAt(i);
            if (isIn(within, c)) {
                open = false;
            } else if (open || !isIn(between, c)) {
                return false;
            } else {
                open = true;
            }
        }
        return !open;
    }

    private static boolean isIn(boolean[] marked, char c) {
        return c < ASCII && marked[c];
    }

    private static void mark(boolean[] marked, String ranges) {
        for (int i = 0; i < ranges.length(); i++) {
            boolean range = i + 2 < ranges.length() && ranges.charAt(i + 1) == '-';
            char last = ranges.charAt(range ? i + 2 : i);
            for (char c = ranges.charAt(i); c <= last; c++) {
                marked[c] = true;
            }
            i += range ? 2 : 0;
        }
    }
}
