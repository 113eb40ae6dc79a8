package city.datastore.agreements.reminders;

import java.util.Arrays;

/** Why a letter that was tried still waits. */
public enum Hitch {
    /** Nobody has said where the agency's letters go. */
    NO_ADDRESS("no-address"),
    /** The mail server did not answer, or broke off. */
    UNREACHABLE("unreachable"),
    /** The mail server asks to try this letter again later. */
    DEFERRED("deferred"),
    /** The mail server does not let the platform send. */
    NOT_LET_IN("not-let-in"),
    /** The mail server cannot be talked to in secret, or does not prove who it is. */
    NOT_SAFE("not-safe");

    private final String word;

    Hitch(String word) {
        this.word = word;
    }

    /** The word for it in tables and wording. */
    public String word() {
        return word;
    }

    public static Hitch of(String word) {
        return Arrays.stream(values())
                .filter(each -> each.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no hitch is called " + word));
    }

    /** Whether the next letter would fare no better. */
    boolean concernsAll() {
        return switch (this) {
            case NO_ADDRESS, DEFERRED -> false;
            case UNREACHABLE, NOT_LET_IN, NOT_SAFE -> true;
        };
    }
}
