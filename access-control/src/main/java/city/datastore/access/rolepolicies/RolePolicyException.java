package city.datastore.access.rolepolicies;

import city.datastore.audit.names.RolePolicyId;

/** Why a role policy could not be set, ended or found. */
public abstract sealed class RolePolicyException extends RuntimeException {
    private RolePolicyException(String message) {
        super(message);
    }

    /** There is none of that id, or none that the caller may see. */
    public static final class NotFound extends RolePolicyException {
        public NotFound(RolePolicyId id) {
            super("there is no role policy " + id + " that you may see");
        }
    }

    /** It has been ended, another version is in force, or there are too many. */
    public static final class WrongState extends RolePolicyException {
        public WrongState(String message) {
            super(message);
        }
    }

    /** A field breaks its rule. */
    public static final class BadField extends RolePolicyException {
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
