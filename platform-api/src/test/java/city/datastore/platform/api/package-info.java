/** What the outer contract promises, from reading a header to the whole journey over HTTP. */
@NullMarked
package city.datastore.platform.api;

import org.jspecify.annotations.NullMarked;
