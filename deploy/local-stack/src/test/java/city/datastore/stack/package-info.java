/** What the local stack promises, tried on the real servers. */
@NullMarked
package city.datastore.stack;

import org.jspecify.annotations.NullMarked;
