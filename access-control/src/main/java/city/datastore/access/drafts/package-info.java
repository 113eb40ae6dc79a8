/**
 * Requests that somebody has begun and not sent: saved, returned to, copied from an earlier one,
 * sent or discarded. A draft is its writer's alone, and gives no right.
 *
 * <p>{@link city.datastore.access.drafts.RequestDrafts} is the door. Sending goes through the room
 * of the requests, which knows nothing of drafts.
 */
@NullMarked
package city.datastore.access.drafts;

import org.jspecify.annotations.NullMarked;
