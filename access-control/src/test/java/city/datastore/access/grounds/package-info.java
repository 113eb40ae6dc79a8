/** What decisions rested on, in bytes and in a real database. */
@NullMarked
package city.datastore.access.grounds;

import org.jspecify.annotations.NullMarked;
