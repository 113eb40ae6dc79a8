@NullMarked
package city.datastore.audit.use;

import org.jspecify.annotations.NullMarked;
