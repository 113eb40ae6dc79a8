/**
 * Letters about reviews and ends that come near: which are due, what they say, and how they are
 * carried to a mail server until each has arrived or is of no use any more.
 *
 * <p>Knows agreements, but neither the database nor SMTP: {@link
 * city.datastore.agreements.reminders.ReminderRegister} and {@link
 * city.datastore.agreements.reminders.Post} are its doors to them. An e-mail address is personal
 * data: it is in a {@link city.datastore.agreements.reminders.Letter} and in no log line, event or
 * table of reminders.
 */
@NullMarked
package city.datastore.agreements.reminders;

import org.jspecify.annotations.NullMarked;
