/** What agreements promise, written as sentences. */
@NullMarked
package city.datastore.agreements.wiring;

import org.jspecify.annotations.NullMarked;
