/** Tests of the room of the same name. */
@NullMarked
package city.datastore.audit.log;

import org.jspecify.annotations.NullMarked;
