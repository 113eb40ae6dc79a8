package city.datastore.agreements.reminders;

/**
 * One node's hold on a waiting letter, which no other node has at the same time.
 *
 * @param id of the letter's row
 * @param tries how often it was taken up, this time included; tells this hold from a later one
 */
public record Claim(long id, ReminderKey key, int tries) {}
