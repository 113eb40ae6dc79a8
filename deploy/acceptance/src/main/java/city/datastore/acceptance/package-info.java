/**
 * The main job as somebody outside sees it: knows the outer contract and HTTP, and nothing of how
 * the platform is made.
 *
 * <p>{@link Walkthrough} goes through it with a file and prints every step, its answer and the
 * audit trail that it left.
 */
@NullMarked
package city.datastore.acceptance;

import org.jspecify.annotations.NullMarked;
