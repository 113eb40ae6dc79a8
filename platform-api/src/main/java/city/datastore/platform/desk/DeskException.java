package city.datastore.platform.desk;

import city.datastore.access.policy.Judgement;
import city.datastore.audit.names.EventId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

    /** What is wanted to be known cannot be said: nothing found would mean that there is none. */
    public static final class InDoubt extends DeskException {
        private final Judgement.Refused refused;
        private final @Nullable EventId event;

        /**
         * @param refused with nothing but doubts for reasons
         * @param event of the question, null where it was not recorded
         */
        public InDoubt(Judgement.Refused refused, @Nullable EventId event) {
            super(refused.missing().getFirst().text());
            this.refused = refused;
            this.event = event;
        }

        public Judgement.Refused refused() {
            return refused;
        }

        /** The event of the question, where it was recorded. */
        public Optional<EventId> event() {
            return Optional.ofNullable(event);
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
