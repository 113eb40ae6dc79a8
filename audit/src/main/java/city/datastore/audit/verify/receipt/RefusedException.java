package city.datastore.audit.verify.receipt;

import org.jspecify.annotations.Nullable;

/** What was handed in is not as it has to be; the message is a sentence for people. */
public final class RefusedException extends RuntimeException {
    /** Why a file is refused. */
    public enum Why {
        /** It is not what it should be: cut off, reordered, another kind of file. */
        NOT_READABLE,
        /** It is well formed and does not hold: another event, another key, a wrong signature. */
        DOES_NOT_HOLD
    }

    private final Why why;

    private RefusedException(Why why, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.why = why;
    }

    /** Refuses a file that is not what it should be. */
    public static RefusedException unreadable(String message) {
        return new RefusedException(Why.NOT_READABLE, message, null);
    }

    /** Refuses a file that is not what it should be. */
    public static RefusedException unreadable(String message, Throwable cause) {
        return new RefusedException(Why.NOT_READABLE, message, cause);
    }

    /** Refuses what does not hold. */
    public static RefusedException untrue(String message) {
        return new RefusedException(Why.DOES_NOT_HOLD, message, null);
    }

    public Why why() {
        return why;
    }
}
