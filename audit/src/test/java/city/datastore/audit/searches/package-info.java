/** Tests of the room of the same name. */
@NullMarked
package city.datastore.audit.searches;

import org.jspecify.annotations.NullMarked;
