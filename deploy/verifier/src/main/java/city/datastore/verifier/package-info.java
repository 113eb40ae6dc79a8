/**
 * {@code ./dev verify-audit}: runs the second opinion against the local stack, or on a receipt.
 *
 * <p>Finds the stack by what it leaves in its state folder, and keeps there the keys that it saw
 * first and the checkpoint that it saw last. What a check is lives in {@code audit}.
 */
@NullMarked
package city.datastore.verifier;

import org.jspecify.annotations.NullMarked;
