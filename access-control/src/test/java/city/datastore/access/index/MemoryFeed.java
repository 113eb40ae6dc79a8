package city.datastore.access.index;

import city.datastore.access.policy.HeldGrant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A database in memory that knows one thing, whether a grant stands, and tells its changes as the
 * real one does. Anything may come in between before and after each call.
 */
final class MemoryFeed implements Feed {
    /** What all connections share. */
    static final class Database {
        private final List<Position> commits = new ArrayList<>();
        private final Map<UUID, FeedNode> nodes = new LinkedHashMap<>();
        private HeldGrant grant;

        Database(HeldGrant grant) {
            this.grant = grant;
            commits.add(new Position(1, new UUID(0, 1)));
        }

        void commit(HeldGrant now) {
            grant = now;
            long seq = head().seq() + 1;
            commits.add(new Position(seq, new UUID(0, seq)));
        }

        /** As nobody may: without waiting for the lease. */
        void removeAtOnce() {
            nodes.clear();
        }

        private Position head() {
            return commits.getLast();
        }

        private Change change() {
            return new Change.OfGrants(
                    grant.holder(), grant.dataset(), List.of(new Holding(grant, "holder")));
        }
    }

    private final Database database;
    private final Interleaving race;
    private final boolean flaky;

    /**
     * @param flaky whether the network between is cut now and then
     */
    MemoryFeed(Database database, Interleaving race, boolean flaky) {
        this.database = database;
        this.race = race;
        this.flaky = flaky;
    }

    private void between() {
        race.pause();
        if (flaky && race.random().nextInt(4) == 0) {
            throw new IllegalStateException("the network is cut");
        }
    }

    @Override
    public Seen look() {
        between();
        var seen = new Seen(database.head(), List.copyOf(database.nodes.values()), Instant.EPOCH);
        between();
        return seen;
    }

    @Override
    public Optional<News> since(Position applied) {
        between();
        boolean tooFar = race.random().nextInt(8) == 0;
        var news =
                applied.equals(database.commits.get((int) applied.seq() - 1)) && !tooFar
                        ? Optional.of(new News(database.head(), List.of(database.change())))
                        : Optional.<News>empty();
        between();
        return news;
    }

    @Override
    public Whole everything() {
        between();
        var index = new FactIndex();
        index.apply(database.change());
        var whole = new Whole(database.head(), index);
        between();
        return whole;
    }

    @Override
    public void register(UUID node, long applied) {
        between();
        database.nodes.put(node, new FeedNode(node, applied, 0, false));
        between();
    }

    @Override
    public void tell(UUID node, long applied) {
        between();
        database.nodes.computeIfPresent(
                node,
                (_, before) ->
                        before.ending()
                                ? before
                                : new FeedNode(node, applied, before.beat() + 1, false));
        between();
    }

    @Override
    public void end(FeedNode node) {
        between();
        database.nodes.computeIfPresent(
                node.id(),
                (_, before) ->
                        before.beat() == node.beat()
                                ? new FeedNode(node.id(), before.applied(), before.beat(), true)
                                : before);
        between();
    }

    @Override
    public void remove(UUID node) {
        between();
        database.nodes.remove(node);
        between();
    }

    @Override
    public void forget() {
        between();
    }
}
