package city.datastore.agreements;

import city.datastore.agreements.AgreementException.BadTerms;
import city.datastore.agreements.AgreementException.Fault;
import java.util.List;
import java.util.Optional;

/**
 * What a text from outside may look like: its length, no control characters, and none that cannot
 * be seen and hide a word or turn its direction, so that people read what the digest is of.
 */
final class PlainText {
    /** Longest comment or reason, in characters. */
    private static final int MAX_COMMENT = 2_000;

    private static final int SHOWN = 60;

    /**
     * Those that turn the direction of what follows (Unicode's Bidi_Control), and those without
     * width, but not the joiners U+200C and U+200D: scripts and emoji are written with them.
     */
    private static final String UNSEEN =
            "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
                    + "\u200b\u2060\ufeff";

    private PlainText() {}

    /**
     * What is wrong with it, as the end of a sentence that starts with the field's name.
     *
     * @param min shortest, in characters
     * @param max longest, in characters (Unicode code points)
     * @param lines whether line breaks and tabs are allowed
     */
    static Optional<String> fault(String text, int min, int max, boolean lines) {
        return earlierFault(text, min, max, lines).or(() -> unseen(text));
    }

    /** The same by the rules that the first agreements had to keep. */
    static Optional<String> earlierFault(String text, int min, int max, boolean lines) {
        int length = text.codePointCount(0, text.length());
        if (length < min || (min > 0 && text.isBlank())) {
            return Optional.of("is empty; it needs 1 to " + max + " characters");
        }
        if (length > max) {
            return Optional.of("has " + length + " characters; at most " + max + " are possible");
        }
        if (text.codePoints().anyMatch(each -> isHidden(each, lines))) {
            return Optional.of(
                    "holds a control character or half of one"
                            + (lines ? "" : ", or a line break")
                            + "; use text that can be read");
        }
        return Optional.empty();
    }

    /**
     * What somebody says with a change, without the space around it.
     *
     * @param field what it is called: comment or reason
     * @param min shortest, in characters
     * @throws BadTerms if it is too long, too short or holds what cannot be read
     */
    static String comment(String field, String text, int min) {
        String stripped = text.strip();
        fault(stripped, min, MAX_COMMENT, true)
                .ifPresent(rule -> {
                    throw new BadTerms(List.of(new Fault(field, "the " + field + " " + rule)));
                });
        return stripped;
    }

    /** The value as a message may repeat it: short, and in quotation marks. */
    static String shown(String text) {
        String visible = text.replaceAll("\\p{Cntrl}", "?");
        return "\""
                + (visible.length() > SHOWN ? visible.substring(0, SHOWN) + "…" : visible)
                + "\"";
    }

    private static Optional<String> unseen(String text) {
        return text.codePoints()
                .filter(each -> UNSEEN.indexOf(each) >= 0)
                .mapToObj(each ->
                        "holds the character U+%04X".formatted(each)
                                + ", which cannot be seen and can change how the text reads; take"
                                + " it out")
                .findFirst();
    }

    private static boolean isHidden(int character, boolean lines) {
        if (lines && (character == '\n' || character == '\r' || character == '\t')) {
            return false;
        }
        int type = Character.getType(character);
        return type == Character.CONTROL || type == Character.SURROGATE;
    }
}
