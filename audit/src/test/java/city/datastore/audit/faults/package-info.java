/** What may happen to a platform, and what the record looks like afterwards. */
@NullMarked
package city.datastore.audit.faults;

import org.jspecify.annotations.NullMarked;
