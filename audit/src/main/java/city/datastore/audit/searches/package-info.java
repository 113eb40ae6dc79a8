/** Searches of the trail that people keep, each for themselves. Knows the table and no trail. */
@NullMarked
package city.datastore.audit.searches;

import org.jspecify.annotations.NullMarked;
