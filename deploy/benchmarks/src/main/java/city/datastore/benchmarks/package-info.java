/**
 * The figures in {@code docs/performance.md}: {@code ./dev bench} starts the real servers and the
 * platform on ports and state of its own, measures side by side in one run, and prints a table. Not
 * part of the product.
 */
@NullMarked
package city.datastore.benchmarks;

import org.jspecify.annotations.NullMarked;
