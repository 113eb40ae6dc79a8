/**
 * Has the log's checkpoints cosigned: by its own slower key and by witnesses elsewhere.
 *
 * <p>Follows the head of the log at a distance and holds nothing up. Reads the tables of the log,
 * writes {@code audit.cosigned} and, where something is wrong, an alert.
 */
@NullMarked
package city.datastore.audit.cosigning;

import org.jspecify.annotations.NullMarked;
