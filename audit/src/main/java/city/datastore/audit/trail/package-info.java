/**
 * Reading the record within what a reader may see: search, decisions by day, and one event with its
 * receipt and its proof.
 *
 * <p>Append-only below: nothing here writes.
 */
@NullMarked
package city.datastore.audit.trail;

import org.jspecify.annotations.NullMarked;
