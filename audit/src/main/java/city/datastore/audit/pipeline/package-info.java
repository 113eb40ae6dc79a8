/**
 * How an event becomes part of the record: acknowledged by Kafka, then stored exactly once and
 * added to the log under a signed checkpoint, in one transaction.
 *
 * <p>{@link Recorder} is for decisions, before a byte is released; {@link Outbox} is for changes,
 * inside the transaction that makes them. {@link Reaching} knows how far the log has come, and
 * {@link Omissions} is told what could not become part of it.
 */
@NullMarked
package city.datastore.audit.pipeline;

import org.jspecify.annotations.NullMarked;
