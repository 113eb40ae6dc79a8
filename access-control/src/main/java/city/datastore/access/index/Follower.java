package city.datastore.access.index;

import city.datastore.access.clocks.Sighting;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one node's index level with the feed. Each step looks once at the feed: where the index is
 * level, the lease is renewed, from the instant <em>before</em> the look; where it is not, what is
 * new is applied and told. For one thread.
 */
final class Follower {
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final Duration BETWEEN_FORGETTING = Duration.ofMinutes(1);

    private final LeasedIndex leased;
    private final Settlement settlement;
    private final LongSupplier nanos;
    private final Runnable anew;
    private final Consumer<Sighting> clock;
    private final Neighbours neighbours = new Neighbours();
    private UUID id = UUID.randomUUID();
    private @Nullable Position applied;
    private long lastBeat;
    private long lastForgetting;
    private volatile long lag;

    /**
     * @param anew told before everything is read anew
     * @param clock told what the database's clock said, at each look
     */
    Follower(
            LeasedIndex leased,
            Settlement settlement,
            LongSupplier nanos,
            Runnable anew,
            Consumer<Sighting> clock) {
        this.leased = leased;
        this.settlement = settlement;
        this.nanos = nanos;
        this.anew = anew;
        this.clock = clock;
        this.lastBeat = nanos.getAsLong();
        this.lastForgetting = lastBeat;
    }

    /** Whether there was something new, so that the next step should not wait. */
    boolean step(Feed feed) {
        if (applied == null) {
            build(feed);
            return true;
        }
        var asked = settlement.asked();
        long began = nanos.getAsLong();
        var seen = feed.look();
        long looked = nanos.getAsLong();
        clock.accept(new Sighting(began, seen.at(), looked));
        var own = own(seen.nodes());
        if (own == null || own.ending()) {
            // from the next look on, whoever changes something knows of this node
            leased.endLease();
            id = UUID.randomUUID();
            feed.register(id, applied.seq());
            return true;
        }
        boolean level = seen.head().equals(applied);
        if (level) {
            leased.leaseUntil(began + Settlement.LEASE.toNanos());
        } else if (!catchUp(feed, seen.head())) {
            return true;
        }
        tell(feed, own, looked);
        var others = seen.nodes().stream().filter(node -> !node.id().equals(id)).toList();
        settlement.settle(
                asked,
                seen.head().seq(),
                others.stream().mapToLong(FeedNode::applied).reduce(applied.seq(), Math::min),
                looked);
        neighbours.look(others, looked, feed);
        if (looked - lastForgetting >= BETWEEN_FORGETTING.toNanos()) {
            feed.forget();
            lastForgetting = looked;
        }
        return !level;
    }

    /** Gives up deciding, and says so where the feed can be reached. */
    void leave(Feed feed) {
        leased.endLease();
        feed.remove(id);
    }

    /** How many commits the feed was ahead of the index when it was last looked at. */
    long lag() {
        return lag;
    }

    /** How far the index is; for operators. */
    long applied() {
        var position = applied;
        return position == null ? 0 : position.seq();
    }

    private void build(Feed feed) {
        anew.run();
        var whole = feed.everything();
        leased.replace(whole.index());
        applied = whole.head();
        lag = 0;
    }

    private boolean catchUp(Feed feed, Position head) {
        var from = applied;
        if (from == null) {
            return false;
        }
        lag = Math.abs(head.seq() - from.seq());
        var news = feed.since(from);
        if (news.isEmpty()) {
            // nobody waits for a node that does not decide
            leave(feed);
            applied = null;
            return false;
        }
        leased.apply(news.get().changes());
        applied = news.get().head();
        lag = 0;
        return true;
    }

    private void tell(Feed feed, FeedNode own, long now) {
        var position = applied;
        if (position != null
                && (own.applied() != position.seq() || now - lastBeat >= BEAT.toNanos())) {
            feed.tell(id, position.seq());
            lastBeat = now;
        }
    }

    private @Nullable FeedNode own(List<FeedNode> nodes) {
        return nodes.stream().filter(node -> node.id().equals(id)).findFirst().orElse(null);
    }
}
