@NullMarked
package city.datastore.audit.verify.evidence;

import org.jspecify.annotations.NullMarked;
