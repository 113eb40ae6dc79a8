@NullMarked
package city.datastore.audit.verify.receipt;

import org.jspecify.annotations.NullMarked;
