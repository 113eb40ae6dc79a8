/** The policy, executed: its table row by row, its properties, its sentences. */
@NullMarked
package city.datastore.access.policy;

import org.jspecify.annotations.NullMarked;
