/** What agreements promise, written as sentences. */
@NullMarked
package city.datastore.agreements.permits;

import org.jspecify.annotations.NullMarked;
