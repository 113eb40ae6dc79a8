package city.datastore.platform.security;

/**
 * What the value of a header may be: the rule of the framework's firewall, assigned characters and
 * no control characters, without a regular expression that runs over each header whenever it is
 * read.
 */
final class HeaderText {
    private HeaderText() {}

    static boolean isAllowed(String value) {
        return value.codePoints().allMatch(HeaderText::isAllowed);
    }

    private static boolean isAllowed(int character) {
        if (character >= ' ' && character <= '~') {
            return true;
        }
        int type = Character.getType(character);
        return type != Character.UNASSIGNED && type != Character.CONTROL;
    }
}
