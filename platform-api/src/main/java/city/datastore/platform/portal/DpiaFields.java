package city.datastore.platform.portal;

import org.jspecify.annotations.Nullable;

/** Fields that several forms of an assessment have. */
final class DpiaFields {
    private DpiaFields() {}

    /** The revision that the form was made from; none of ours where it is no number. */
    static long revision(Fields fields) {
        String typed = fields.text("revision");
        return typed.matches("[0-9]{1,15}") ? Long.parseLong(typed) : -1;
    }

    static String yesOrNo(@Nullable Boolean yes) {
        if (yes == null) {
            return "";
        }
        return yes ? "yes" : "no";
    }

    static @Nullable Boolean yes(String typed) {
        return switch (typed) {
            case "yes" -> Boolean.TRUE;
            case "no" -> Boolean.FALSE;
            default -> null;
        };
    }
}
