package city.datastore.agreements.reminders;

import java.time.Instant;

/**
 * One letter to one agency, and how it stands.
 *
 * @param tries how often it was taken up
 */
public record Reminder(ReminderKey key, Instant queuedAt, int tries, ReminderState state) {}
