/** Requests and grants on a real PostgreSQL, with their races. */
@NullMarked
package city.datastore.access.requests;

import org.jspecify.annotations.NullMarked;
