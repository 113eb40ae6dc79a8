package city.datastore.agreements.reminders;

/** Hands letters to a mail server; may be used by several threads. */
public interface Post {
    /**
     * Tries once, within a few minutes.
     *
     * @throws InterruptedException when the platform stops meanwhile; the letter may have been
     *     taken
     */
    Delivery send(Letter letter) throws InterruptedException;
}
