/**
 * Asking for access, and what the owner of the data answers: requests, grants, refusals,
 * revocations.
 *
 * <p>The use cases are in {@link city.datastore.access.requests.AccessRequests} and, for what comes
 * of requests, in {@link city.datastore.access.requests.Grants}.
 */
@NullMarked
package city.datastore.access.requests;

import org.jspecify.annotations.NullMarked;
