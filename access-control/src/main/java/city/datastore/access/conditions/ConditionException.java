package city.datastore.access.conditions;

import city.datastore.audit.names.ConditionId;

/** Why a condition of access could not be set, ended or found. */
public abstract sealed class ConditionException extends RuntimeException {
    private ConditionException(String message) {
        super(message);
    }

    /** There is none of that id, or none that the caller may see. */
    public static final class NotFound extends ConditionException {
        public NotFound(ConditionId id) {
            super("there is no condition of access " + id + " that you may see");
        }
    }

    /** It has been ended, or there are too many. */
    public static final class WrongState extends ConditionException {
        public WrongState(String message) {
            super(message);
        }
    }

    /** A field breaks its rule. */
    public static final class BadField extends ConditionException {
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
