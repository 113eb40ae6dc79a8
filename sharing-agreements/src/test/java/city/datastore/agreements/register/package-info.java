/** What agreements promise, written as sentences. */
@NullMarked
package city.datastore.agreements.register;

import org.jspecify.annotations.NullMarked;
