/** Tests of the room of the same name. */
@NullMarked
package city.datastore.audit;

import org.jspecify.annotations.NullMarked;
