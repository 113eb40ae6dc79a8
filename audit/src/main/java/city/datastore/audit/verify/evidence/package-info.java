/**
 * Checks an evidence pack offline: a second implementation of that part of {@code
 * docs/audit-log-format.md}, with the JDK's own ZIP reader, certificates and cryptography.
 *
 * <p>{@link city.datastore.audit.verify.evidence.CheckFile} is the command of the offline jar, for
 * packs and receipts alike.
 */
@NullMarked
package city.datastore.audit.verify.evidence;

import org.jspecify.annotations.NullMarked;
