package city.datastore.access.emergency;

import city.datastore.audit.names.EmergencyId;

/** Why something about emergencies could not be done. Never quotes whom an emergency is about. */
public abstract sealed class EmergencyException extends RuntimeException {
    private EmergencyException(String message) {
        super(message);
    }

    /** There is none of that id, or none that the caller may see. */
    public static final class NotFound extends EmergencyException {
        public NotFound(String what, EmergencyId id) {
            super("there is no " + what + " " + id + " that you may see");
        }
    }

    /** It has ended, was reviewed or renewed before, or still runs. */
    public static final class WrongState extends EmergencyException {
        public WrongState(String message) {
            super(message);
        }
    }

    /** A field breaks its rule. */
    public static final class BadField extends EmergencyException {
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
