package city.datastore.access.index;

import java.util.UUID;

/**
 * A node that follows the feed, as the others see it.
 *
 * @param applied how far its index is
 * @param beat goes up while it lives
 * @param ending whether its row is about to go, and it may not renew its lease any more
 */
record FeedNode(UUID id, long applied, long beat, boolean ending) {}
