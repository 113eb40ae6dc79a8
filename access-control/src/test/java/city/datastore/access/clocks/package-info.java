/** Tests of the two witnesses of what time it is. */
@NullMarked
package city.datastore.access.clocks;

import org.jspecify.annotations.NullMarked;
