package city.datastore.audit.verify;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether events come in the order that they have in their partition of the topic.
 *
 * <p>A topic that was made anew begins at offset 0 again; so a partition may fall back as many
 * times as there were topics, less one.
 */
final class TopicOrder {
    private record Place(long index, long offset) {}

    private final int restarts;
    private final Map<Integer, Place> last = new HashMap<>();
    private final Map<Integer, Integer> used = new HashMap<>();
    private final Map<Integer, Long> since = new HashMap<>();
    private final Findings findings;

    /**
     * @param topics how many topics the record was read from
     */
    TopicOrder(int topics, Findings findings) {
        this.restarts = Math.max(0, topics - 1);
        this.findings = findings;
    }

    void next(Judged event) {
        Place before = last.put(event.partition(), new Place(event.index(), event.offset()));
        if (before == null || before.offset() < event.offset()) {
            return;
        }
        if (used.merge(event.partition(), 1, Integer::sum) <= restarts) {
            since.put(event.partition(), event.index());
            return;
        }
        findings.add(
                Finding.Kind.OUT_OF_ORDER,
                event.index(),
                event.at(),
                "offset %d of partition %d comes after offset %d, which has index %d"
                        .formatted(
                                event.offset(),
                                event.partition(),
                                before.offset(),
                                before.index()));
    }

    /** Whether events go on where they were in each partition. */
    boolean continues(List<WholeTile.Run> runs) {
        for (WholeTile.Run run : runs) {
            Place before = last.get(run.partition());
            if (before != null && before.offset() >= run.firstOffset()) {
                return false;
            }
        }
        return true;
    }

    /** Goes on by events that {@linkplain #continues continue}. */
    void pass(List<WholeTile.Run> runs) {
        runs.forEach(
                run -> last.put(run.partition(), new Place(run.lastIndex(), run.lastOffset())));
    }

    /** Whether some of the events may have come from a topic that there was before. */
    boolean severalTopics() {
        return restarts > 0;
    }

    /** From which index on events of this partition belong to the topic that there is now. */
    long since(int partition) {
        return since.getOrDefault(partition, 0L);
    }
}
