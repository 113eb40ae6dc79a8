/**
 * What was really read under an agreement: counted by day and by month as the record grows, so that
 * a review costs the same however much was read.
 *
 * <p>Knows an agreement by its name only; what it promised others know.
 */
@NullMarked
package city.datastore.audit.use;

import org.jspecify.annotations.NullMarked;
