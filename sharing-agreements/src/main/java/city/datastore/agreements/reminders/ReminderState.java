package city.datastore.agreements.reminders;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a letter stands. */
public sealed interface ReminderState {
    /** One word for tables and wording. */
    default String word() {
        return switch (this) {
            case Waiting _ -> "waiting";
            case Sent _ -> "sent";
            case Refused _ -> "refused";
            case Dropped _ -> "dropped";
        };
    }

    /**
     * To be sent.
     *
     * @param nextTry when it is tried next
     * @param hitch why the last try came to nothing; null where there was none, or one is under way
     */
    record Waiting(Instant nextTry, @Nullable Hitch hitch) implements ReminderState {}

    /** The agency's mail server, or one on the way to it, has taken it. */
    record Sent(Instant at) implements ReminderState {}

    /**
     * A mail server refused it for good.
     *
     * @param code its answer, 500 to 599 (RFC 5321 §4.2.1)
     */
    record Refused(Instant at, int code) implements ReminderState {}

    /** Never sent, because it was of no use any more. */
    record Dropped(Instant at, Needless why) implements ReminderState {}
}
