/** The gate: what it records, what it hands out, and that nobody else can. */
@NullMarked
package city.datastore.access.gate;

import org.jspecify.annotations.NullMarked;
