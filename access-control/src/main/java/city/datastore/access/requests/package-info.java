/**
 * Asking for access, and what the owner of the data answers: requests, grants, refusals,
 * revocations.
 */
@NullMarked
package city.datastore.access.requests;

import org.jspecify.annotations.NullMarked;
