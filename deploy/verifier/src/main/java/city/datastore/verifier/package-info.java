/**
 * {@code ./dev verify-audit}: runs the second opinion against the local stack, against a platform
 * anywhere, or on a receipt.
 *
 * <p>Finds the stack by what it leaves in its state folder, and keeps there the keys that it saw
 * first and the checkpoint that it saw last; of a platform anywhere it is told these in a file.
 * What a check is lives in {@code audit}.
 */
@NullMarked
package city.datastore.verifier;

import org.jspecify.annotations.NullMarked;
