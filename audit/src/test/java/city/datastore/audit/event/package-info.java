/** Tests of the room of the same name. */
@NullMarked
package city.datastore.audit.event;

import org.jspecify.annotations.NullMarked;
