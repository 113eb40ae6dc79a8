package city.datastore.agreements.reminders;

import city.datastore.audit.event.Actor;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.event.Reason;
import city.datastore.audit.names.PersonId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/** How letters that wait are tried, whatever they are about: in rounds, and with longer pauses. */
public final class Trying {
    /** Who the record says sends letters. */
    public static final Actor PLATFORM =
            new Actor(new PersonId("city-datastore"), "city-datastore", null, new TreeSet<>());

    /** Longer than any try takes; after it, a letter of a node that died is taken up again. */
    public static final Duration HELD = Duration.ofMinutes(10);

    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int MOST_IN_A_ROUND = 1_000;

    private Trying() {}

    /** Takes up the letter whose turn it is, and tries it. */
    @FunctionalInterface
    public interface Next {
        /** How that letter stands afterwards; empty where none is due. */
        Optional<ReminderState> attempt() throws InterruptedException;
    }

    /**
     * Tries one letter after the other until none is due, or the mail server is away.
     *
     * @param goOn asked before each letter
     * @return how many letters a mail server took
     */
    public static int round(BooleanSupplier goOn, Next next) throws InterruptedException {
        int sent = 0;
        for (int tried = 0; tried < MOST_IN_A_ROUND && goOn.getAsBoolean(); tried++) {
            var state = next.attempt();
            if (state.isEmpty()
                    || (state.get() instanceof ReminderState.Waiting(_, Hitch hitch)
                            && hitch != null
                            && hitch.concernsAll())) {
                return sent;
            }
            sent += state.get() instanceof ReminderState.Sent ? 1 : 0;
        }
        return sent;
    }

    /**
     * How a letter stands after a mail server's answer.
     *
     * @param tries how often it was tried, this time included
     */
    public static ReminderState after(Delivery delivery, int tries, Instant now) {
        return switch (delivery) {
            case Delivery.Taken() -> new ReminderState.Sent(now);
            case Delivery.Refused(int code) -> new ReminderState.Refused(now, code);
            case Delivery.NotYet(var why) -> waiting(why, tries, now);
        };
    }

    /** Waits a minute after the first try, twice as long after each, an hour at most. */
    public static ReminderState.Waiting waiting(Hitch hitch, int tries, Instant now) {
        int doublings = Math.min(tries - 1, 10);
        var pause = FIRST_PAUSE.multipliedBy(1L << doublings);
        boolean hourly = hitch == Hitch.NO_ADDRESS || pause.compareTo(LONGEST_PAUSE) > 0;
        return new ReminderState.Waiting(now.plus(hourly ? LONGEST_PAUSE : pause), hitch);
    }

    /** How a try ended that belongs into the record; empty where nothing was sent. */
    public static Optional<Outcome> outcome(ReminderState state) {
        return switch (state) {
            case ReminderState.Sent _ -> Optional.of(new Outcome.Done());
            case ReminderState.Refused(_, int code) ->
                    Optional.of(
                            new Outcome.Failed(
                                    List.of(
                                            new Reason(
                                                    "mail-refused",
                                                    "A mail server refused the letter for good, with the code "
                                                            + code
                                                            + "."))));
            case ReminderState.Waiting _, ReminderState.Dropped _ -> Optional.empty();
        };
    }
}
