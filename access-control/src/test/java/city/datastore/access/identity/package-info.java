/** Tokens signed here with keys served here, read by the real decoder. */
@NullMarked
package city.datastore.access.identity;

import org.jspecify.annotations.NullMarked;
