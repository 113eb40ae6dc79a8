package city.datastore.platform.desk;

/** Why something at the desk could not be found or done; one kind for each thing to do about it. */
public abstract sealed class DeskException extends RuntimeException {
    private DeskException(String message) {
        super(message);
    }

    /** There is none of that id. */
    public static final class NotFound extends DeskException {
        NotFound(String what, Object id) {
            super("there is no " + what + " " + id);
        }
    }

    /** A field breaks its rule. */
    public static final class BadField extends DeskException {
        private final String field;

        BadField(String field, String message) {
            super(message);
            this.field = field;
        }

        public String field() {
            return field;
        }
    }
}
