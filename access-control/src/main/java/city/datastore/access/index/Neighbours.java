package city.datastore.access.index;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Clears away nodes that are gone, in two steps: a silent one loses the right to renew its lease,
 * and its row goes once a lease from before that has ended. In between, changes still wait for it.
 */
final class Neighbours {
    /** How long a node is silent before it counts as gone; it tells of itself every second. */
    static final Duration SILENCE = Duration.ofSeconds(10);

    private record Sighting(FeedNode node, long since) {}

    private final Map<UUID, Sighting> seen = new HashMap<>();

    /**
     * @param now some instant after the others were looked at
     */
    void look(List<FeedNode> others, long now, Feed feed) {
        seen.keySet().retainAll(others.stream().map(FeedNode::id).toList());
        for (var node : others) {
            var before = seen.get(node.id());
            if (before == null || !before.node.equals(node)) {
                seen.put(node.id(), new Sighting(node, now));
            } else if (node.ending()) {
                if (now - before.since >= Settlement.LONGEST.toNanos()) {
                    feed.remove(node.id());
                }
            } else if (now - before.since >= SILENCE.toNanos()) {
                feed.end(node);
            }
        }
    }
}
