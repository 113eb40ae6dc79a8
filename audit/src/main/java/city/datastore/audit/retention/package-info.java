/**
 * How long the bodies of events are kept, legal holds, and the deletion of what is past its term.
 *
 * <p>The database itself decides what may go ({@code audit.prune}); this room sets and lifts holds,
 * announces each deletion in the log before it happens, and takes the same records out of Kafka.
 * Leaves, tiles and the head are never touched.
 */
@NullMarked
package city.datastore.audit.retention;

import org.jspecify.annotations.NullMarked;
