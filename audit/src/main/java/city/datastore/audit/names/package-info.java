/**
 * The names by which everything in the house is called: agencies, people, datasets, agreements.
 *
 * <p>Pure values with their rules; open to every room. Knows nothing but the JDK.
 */
@NullMarked
package city.datastore.audit.names;

import org.jspecify.annotations.NullMarked;
