/**
 * The Merkle tree of RFC 9162 §2.1 (the same as RFC 6962 §2.1) over SHA-256: hashes, growing a tree
 * by its right edge, and making and checking proofs.
 *
 * <p>Pure; open to every room. Knows nothing but the JDK: not what a leaf means, and not where the
 * nodes of a tree are kept.
 */
@NullMarked
package city.datastore.audit.merkle;

import org.jspecify.annotations.NullMarked;
