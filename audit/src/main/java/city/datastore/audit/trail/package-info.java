/**
 * Reading the record: search, and one event, within what a reader may see.
 *
 * <p>Append-only below: nothing here writes.
 */
@NullMarked
package city.datastore.audit.trail;

import org.jspecify.annotations.NullMarked;
