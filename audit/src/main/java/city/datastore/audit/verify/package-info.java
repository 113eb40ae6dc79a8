/**
 * The second opinion: works out every leaf, tile, root and head anew from the tables and from
 * Kafka, and names what does not fit.
 *
 * <p>{@code LogCheck} walks from place to place and is the only one who says what is wrong. Before
 * it, {@code Stretches} say which tiles are whole, so that it need not walk through them.
 *
 * <p>Reads with the rights of the role {@code datastore_audit} and writes nothing. It shares with
 * the platform only the tree and how an event is written; it must never know the pipeline, the
 * log's formats as the platform reads them, its tables' reader, or the trail: a mistake there would
 * be made twice.
 */
@NullMarked
package city.datastore.audit.verify;

import org.jspecify.annotations.NullMarked;
