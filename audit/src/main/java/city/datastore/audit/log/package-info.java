/**
 * The public formats of the transparency log, by the specifications of C2SP: tiles and their paths,
 * checkpoints, signed notes, cosignatures, proofs and policies; and what an entry of our log is.
 *
 * <p>Pure: bytes in, bytes out. Open to every room. Knows the tree and cryptography, and never what
 * an event says, where a tile is kept or how it is fetched. The formats as we use them are written
 * down in {@code docs/audit-log-format.md}.
 */
@NullMarked
package city.datastore.audit.log;

import org.jspecify.annotations.NullMarked;
