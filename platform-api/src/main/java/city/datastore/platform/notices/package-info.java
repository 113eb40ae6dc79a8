/**
 * Letters about requests, grants, emergencies and comments: which are due, what they say, and
 * carrying them to the mail server of the agreements' reminders until each has arrived or is of no
 * use any more; and the sweeps that close what nobody decided and end what nobody confirmed.
 *
 * <p>A letter names people concerned by user name, datasets and agreements, and nothing else. Its
 * address is looked up when it is sent, and is in no row, event or log line.
 */
@NullMarked
package city.datastore.platform.notices;

import org.jspecify.annotations.NullMarked;
