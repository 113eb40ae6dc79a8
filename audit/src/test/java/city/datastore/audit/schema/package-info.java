/** Tests of the room of the same name. */
@NullMarked
package city.datastore.audit.schema;

import org.jspecify.annotations.NullMarked;
