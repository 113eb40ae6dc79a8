/**
 * Names and record: what everything is called, and who did what to what.
 *
 * <p>This room is the right-most of the house: every other module may know it, and it knows none of
 * them. {@link city.datastore.audit.AuditConfiguration} puts it together.
 */
@NullMarked
package city.datastore.audit;

import org.jspecify.annotations.NullMarked;
