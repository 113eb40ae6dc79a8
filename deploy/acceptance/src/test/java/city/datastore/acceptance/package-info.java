/** That the walk-through would notice if something were not as it should be. */
@NullMarked
package city.datastore.acceptance;

import org.jspecify.annotations.NullMarked;
