/** Tests of the room of the same name. */
@NullMarked
package city.datastore.audit.trail;

import org.jspecify.annotations.NullMarked;
