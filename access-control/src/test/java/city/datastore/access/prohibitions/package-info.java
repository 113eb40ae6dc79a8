/** What owners forbid, on a real database. */
@NullMarked
package city.datastore.access.prohibitions;

import org.jspecify.annotations.NullMarked;
