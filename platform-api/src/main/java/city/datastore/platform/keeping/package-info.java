/**
 * What people do about the keeping of the record: they look at what is kept and for how long, and
 * set and lift legal holds, each through the gate. Knows no HTTP.
 */
@NullMarked
package city.datastore.platform.keeping;

import org.jspecify.annotations.NullMarked;
