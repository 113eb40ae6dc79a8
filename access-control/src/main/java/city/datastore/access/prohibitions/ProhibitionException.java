package city.datastore.access.prohibitions;

import city.datastore.audit.names.ProhibitionId;

/** Why a prohibition could not be set, lifted or found. */
public abstract sealed class ProhibitionException extends RuntimeException {
    private ProhibitionException(String message) {
        super(message);
    }

    /** There is none of that id, or none that the caller may see. */
    public static final class NotFound extends ProhibitionException {
        public NotFound(ProhibitionId id) {
            super("there is no prohibition " + id + " that you may see");
        }
    }

    /** It was lifted or has ended, or there are too many. */
    public static final class WrongState extends ProhibitionException {
        public WrongState(String message) {
            super(message);
        }
    }

    /** A field breaks its rule. */
    public static final class BadField extends ProhibitionException {
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
