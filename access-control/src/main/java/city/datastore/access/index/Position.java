package city.datastore.access.index;

import java.util.UUID;

/**
 * A place in the feed of changes.
 *
 * @param stamp what the feed drew for that number; another one means that it is another feed
 */
record Position(long seq, UUID stamp) {}
