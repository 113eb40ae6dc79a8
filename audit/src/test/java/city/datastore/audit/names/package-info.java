@NullMarked
package city.datastore.audit.names;

import org.jspecify.annotations.NullMarked;
