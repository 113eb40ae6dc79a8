@NullMarked
package city.datastore.audit.verify;

import org.jspecify.annotations.NullMarked;
