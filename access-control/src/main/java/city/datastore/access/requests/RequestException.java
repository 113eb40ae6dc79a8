package city.datastore.access.requests;

import city.datastore.audit.event.Reason;
import city.datastore.audit.names.EventId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a request or a grant could not be made, decided or found; one kind for each thing a caller
 * can do about it.
 */
public abstract sealed class RequestException extends RuntimeException {
    private RequestException(String message) {
        super(message);
    }

    /** There is none of that id, or none that the caller may see. */
    public static final class NotFound extends RequestException {
        public NotFound(String what, String id) {
            super("there is no " + what + " " + id + " that you may see");
        }
    }

    /** It has already been decided, withdrawn or revoked. */
    public static final class WrongState extends RequestException {
        public WrongState(String message) {
            super(message);
        }
    }

    /** The requester has changed it since whoever decides it looked at it. */
    public static final class ChangedMeanwhile extends RequestException {
        public ChangedMeanwhile(String message) {
            super(message);
        }
    }

    /**
     * Somebody tried to decide the request that they made themselves, or to hold what they gave.
     */
    public static final class OwnRequest extends RequestException {
        private transient @Nullable EventId event;

        public OwnRequest(String message) {
            super(message);
        }

        /** The event that records this refusal, where it was recorded. */
        public Optional<EventId> event() {
            return Optional.ofNullable(event);
        }

        /** Says which event records it. */
        public void recordedAs(EventId id) {
            event = id;
        }
    }

    /** The agreement does not cover what was asked; says what is missing. */
    public static final class NotCovered extends RequestException {
        private final transient List<Reason> missing;

        public NotCovered(List<Reason> missing) {
            super(missing.getFirst().text());
            this.missing = List.copyOf(missing);
        }

        public List<Reason> missing() {
            return missing;
        }
    }

    /** A field breaks its rule. */
    public static final class BadField extends RequestException {
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
