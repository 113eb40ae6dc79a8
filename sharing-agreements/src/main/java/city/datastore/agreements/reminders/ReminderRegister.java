package city.datastore.agreements.reminders;

import city.datastore.audit.names.AgreementRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where letters wait until they are sent, and stay afterwards. */
public interface ReminderRegister {
    /** Most letters that are shown of one agreement. */
    int MOST_SHOWN = 300;

    /**
     * Puts down every letter that is due at that instant and not there yet. One that was dropped
     * and is due again waits again. May run twice, and beside itself.
     *
     * @return how many were put down
     */
    int putDown(Instant now);

    /**
     * Takes up the letter that has waited longest for its try, if there is one.
     *
     * @param until when another node may take it up, should this one say nothing more
     */
    Optional<Claim> claim(Instant now, Instant until);

    /**
     * Says how the letter stands after the try, in the caller's transaction where there is one.
     *
     * @return false, and nothing is changed, where somebody else has taken it up meanwhile
     */
    boolean become(Claim claim, ReminderState state);

    /** How much waits, in the whole city. */
    Backlog backlog();

    /** The letters of an agreement, newest first, at most {@value #MOST_SHOWN}. */
    List<Reminder> of(AgreementRef agreement);
}
