/**
 * A witness of transparency logs (c2sp.org/tlog-witness), for an agency to run on a machine of its
 * own: it cosigns a checkpoint only if that continues everything it cosigned before.
 *
 * <p>Of the rest of the project it knows the tree and the formats of the log, and nothing else.
 */
@NullMarked
package city.datastore.witness;

import org.jspecify.annotations.NullMarked;
