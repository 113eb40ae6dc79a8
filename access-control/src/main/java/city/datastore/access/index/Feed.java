package city.datastore.access.index;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The feed of changes in the database, over one connection. Every call fails when the database does
 * not answer in time; none is repeated.
 */
interface Feed {
    /**
     * How far the feed is, and who follows it, in one snapshot.
     *
     * @param at what the database's clock said meanwhile
     */
    record Seen(Position head, List<FeedNode> nodes, Instant at) {}

    /** What came after a position, in one snapshot. */
    record News(Position head, List<Change> changes) {}

    /** A whole index, in one snapshot. */
    record Whole(Position head, FactIndex index) {}

    Seen look();

    /**
     * What changed since.
     *
     * @return nothing where that cannot be told: too much has changed, or the feed is another one
     */
    Optional<News> since(Position applied);

    Whole everything();

    /** Durable when it returns. */
    void register(UUID node, long applied);

    void tell(UUID node, long applied);

    /** Takes the right to renew from a node that is silent; durable when it returns. */
    void end(FeedNode node);

    void remove(UUID node);

    /** Drops what nobody needs any more. */
    void forget();
}
