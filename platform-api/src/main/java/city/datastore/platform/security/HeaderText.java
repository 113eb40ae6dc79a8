package city.datastore.platform.security;

/**
 * What the value of a header may be: the rule of the framework's firewall, assigned characters and
 * no control characters, without a regular expression that runs over each header whenever it is
 * read.
 */
final class HeaderText {
    private HeaderText() {}

    static boolean isAllowed(String value) {
        int at = 0;
        while (at < value.length()) {
            int character = value.codePointAt(at);
            if (!isAllowed(character)) {
                return false;
            }
            at += Character.charCount(character);
        }
        return true;
    }

    private static boolean isAllowed(int character) {
        if (character >= ' ' && character <= '~') {
            return true;
        }
        int type = Character.getType(character);
        return type != Character.UNASSIGNED && type != Character.CONTROL;
    }
}
