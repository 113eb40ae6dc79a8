package city.datastore.audit.retention;

import city.datastore.audit.names.HoldId;

/** Why a hold could not be set or lifted. */
public abstract sealed class HoldException extends RuntimeException {
    private HoldException(String message) {
        super(message);
    }

    /** There is no such hold, or none that the reader may know of. */
    public static final class NotFound extends HoldException {
        public NotFound(HoldId id) {
            super("there is no hold " + id);
        }
    }

    /** It was lifted before. */
    public static final class AlreadyLifted extends HoldException {
        public AlreadyLifted(HoldId id) {
            super("the hold " + id + " was lifted before; nothing was changed");
        }
    }

    /** A field cannot be what it has to be. */
    public static final class BadField extends HoldException {
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
