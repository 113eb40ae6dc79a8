/** What agreements promise, written as sentences. */
@NullMarked
package city.datastore.agreements;

import org.jspecify.annotations.NullMarked;
