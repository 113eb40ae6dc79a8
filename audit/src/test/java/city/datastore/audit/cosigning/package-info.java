/** Cosigning without a database; with one and real witnesses in deploy/witness. */
@NullMarked
package city.datastore.audit.cosigning;

import org.jspecify.annotations.NullMarked;
