/** Emergency access, on a real database. */
@NullMarked
package city.datastore.access.emergency;

import org.jspecify.annotations.NullMarked;
