/** Tests of this room. */
@NullMarked
package city.datastore.agreements.reminders;

import org.jspecify.annotations.NullMarked;
