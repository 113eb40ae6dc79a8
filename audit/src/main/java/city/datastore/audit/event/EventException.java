package city.datastore.audit.event;

import org.jspecify.annotations.Nullable;

/** An event that has no canonical bytes, or bytes that are no event. */
public abstract sealed class EventException extends RuntimeException {
    private EventException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The event cannot be recorded, because it is larger than the record takes. */
    public static final class TooLarge extends EventException {
        TooLarge(AuditEvent event, int size) {
            super(
                    "the event "
                            + event.action().name()
                            + " has "
                            + size
                            + " bytes with its "
                            + event.about().columns().size()
                            + " columns and "
                            + event.outcome().reasons().size()
                            + " reasons, the record takes at most "
                            + EventCodec.MAX_BYTES,
                    null);
        }
    }

    /** The event cannot be recorded, because a value in it has no exact form in JSON. */
    public static final class Unwritable extends EventException {
        Unwritable(AuditEvent event, IllegalArgumentException cause) {
            super(
                    "the event "
                            + event.action().name()
                            + " cannot be written: "
                            + cause.getMessage(),
                    cause);
        }
    }

    /** The bytes are no event in canonical form; the message holds none of them. */
    public static final class Unreadable extends EventException {
        Unreadable(String reason, @Nullable Throwable cause) {
            super(reason, cause);
        }
    }
}
