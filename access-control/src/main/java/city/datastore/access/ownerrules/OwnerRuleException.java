package city.datastore.access.ownerrules;

import city.datastore.audit.names.RuleId;

/** Why a rule could not be set, ended or found. */
public abstract sealed class OwnerRuleException extends RuntimeException {
    private OwnerRuleException(String message) {
        super(message);
    }

    /** There is none of that id, or none that the caller may see. */
    public static final class NotFound extends OwnerRuleException {
        public NotFound(String called, RuleId id) {
            super("there is no " + called + " " + id + " that you may see");
        }
    }

    /** It is over, another version is in force, or there are too many. */
    public static final class WrongState extends OwnerRuleException {
        public WrongState(String message) {
            super(message);
        }
    }

    /** A field breaks its rule. */
    public static final class BadField extends OwnerRuleException {
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
