/**
 * Checks a receipt offline: a second implementation of {@code docs/audit-log-format.md}, with the
 * JDK's own cryptography.
 *
 * <p>Knows the tree and how an event is written, and nothing else: no database, no Kafka, no
 * library. So the few classes it needs are a program in one small file.
 */
@NullMarked
package city.datastore.audit.verify.receipt;

import org.jspecify.annotations.NullMarked;
