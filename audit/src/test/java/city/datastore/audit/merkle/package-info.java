/** Tests of the room of the same name. */
@NullMarked
package city.datastore.audit.merkle;

import org.jspecify.annotations.NullMarked;
