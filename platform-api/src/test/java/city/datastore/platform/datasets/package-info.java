/** What datasets promise, on the platform as it runs with real servers. */
@NullMarked
package city.datastore.platform.datasets;

import org.jspecify.annotations.NullMarked;
