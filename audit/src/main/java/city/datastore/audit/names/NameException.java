package city.datastore.audit.names;

/** A name that breaks the rule of its kind; the message says the value and the rule. */
public final class NameException extends IllegalArgumentException {
    private static final int SHOWN = 60;

    public NameException(String kind, String value, String rule) {
        super(
                "\""
                        + shown(value)
                        + "\" cannot be a"
                        + (vowel(kind) ? "n " : " ")
                        + kind
                        + ": "
                        + rule);
    }

    private static boolean vowel(String kind) {
        return "aeiou".indexOf(kind.charAt(0)) >= 0;
    }

    private static String shown(String value) {
        return value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "…";
    }
}
