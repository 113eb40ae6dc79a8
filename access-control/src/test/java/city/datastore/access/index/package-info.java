/** Tests of the index of facts, its lease and its feed. */
@NullMarked
package city.datastore.access.index;

import org.jspecify.annotations.NullMarked;
