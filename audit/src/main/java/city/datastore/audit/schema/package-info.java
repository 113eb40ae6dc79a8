/**
 * How a module brings its own schema of the one database up to date before anything uses it.
 *
 * <p>Open to every module's configuration; knows the database and its roles, and no table.
 */
@NullMarked
package city.datastore.audit.schema;

import org.jspecify.annotations.NullMarked;
