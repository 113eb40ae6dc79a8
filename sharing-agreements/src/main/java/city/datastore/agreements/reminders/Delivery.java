package city.datastore.agreements.reminders;

/** What a mail server made of a letter. */
public sealed interface Delivery {
    /** It has taken it, and answers for it from now on (RFC 5321 §6.1). */
    record Taken() implements Delivery {}

    /**
     * It refused it for good; the same letter would be refused again.
     *
     * @param code 500 to 599
     */
    record Refused(int code) implements Delivery {}

    /** It did not take it this time. */
    record NotYet(Hitch why) implements Delivery {}
}
