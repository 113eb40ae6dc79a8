/** The walls of the rights room, and its wiring, tried out. */
@NullMarked
package city.datastore.access;

import org.jspecify.annotations.NullMarked;
