@NullMarked
package city.datastore.audit.evidence;

import org.jspecify.annotations.NullMarked;
