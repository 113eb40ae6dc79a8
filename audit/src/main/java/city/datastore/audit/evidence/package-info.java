/**
 * Evidence packs: what a search of the record finds, with its proofs, as one signed file.
 *
 * <p>Reads the trail and the log, writes nothing. The form is written down in {@code
 * docs/audit-log-format.md}; who checks a pack is {@code verify.evidence}, which shares nothing
 * with this.
 */
@NullMarked
package city.datastore.audit.evidence;

import org.jspecify.annotations.NullMarked;
