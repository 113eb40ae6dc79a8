/**
 * The tables of the log, for reading: its head, its tiles and bundles, the nodes of its tree.
 *
 * <p>Knows the formats of {@code log} and how the tables hold them; writes nothing.
 */
@NullMarked
package city.datastore.audit.logtables;

import org.jspecify.annotations.NullMarked;
