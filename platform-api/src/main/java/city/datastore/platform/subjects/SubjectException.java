package city.datastore.platform.subjects;

/** Why something about the people in the data could not be done. */
public abstract sealed class SubjectException extends RuntimeException {
    private SubjectException(String message) {
        super(message);
    }

    /** There is no such thing, or none that the caller may know of. */
    public static final class NotFound extends SubjectException {
        public NotFound(String what) {
            super("there is no " + what);
        }
    }

    /** It has ended before. */
    public static final class Ended extends SubjectException {
        public Ended(String what) {
            super(what + " has ended before; nothing was changed");
        }
    }

    /** There are as many as there can be. */
    public static final class TooMany extends SubjectException {
        public TooMany(String message) {
            super(message);
        }
    }

    /** Somebody else has changed it since whoever changes it looked at it. */
    public static final class ChangedMeanwhile extends SubjectException {
        public ChangedMeanwhile(String message) {
            super(message);
        }
    }

    /** A field cannot be what it has to be. Never quotes a value that identifies somebody. */
    public static final class BadField extends SubjectException {
        private final String field;

        public BadField(String field, String message) {
            super(message);
            this.field = field;
        }

        public String field() {
            return field;
        }
    }
}
