/** What is kept, and what goes when its time is over. */
@NullMarked
package city.datastore.audit.retention;

import org.jspecify.annotations.NullMarked;
