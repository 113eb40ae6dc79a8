/** How councils' tables are read and cut. */
@NullMarked
package city.datastore.platform.tabular;

import org.jspecify.annotations.NullMarked;
