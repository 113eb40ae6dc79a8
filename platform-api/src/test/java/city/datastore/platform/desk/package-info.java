/** Tests of the room of the same name. */
@NullMarked
package city.datastore.platform.desk;

import org.jspecify.annotations.NullMarked;
