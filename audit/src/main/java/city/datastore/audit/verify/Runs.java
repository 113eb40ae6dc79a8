package city.datastore.audit.verify;

import java.util.ArrayList;
import java.util.List;

/**
 * Gathers by partition of the topic how the offsets of the events of one tile follow each other.
 */
final class Runs {
    private final List<Growing> runs = new ArrayList<>();

    private static final class Growing {
        private final int partition;
        private final long firstOffset;
        private long lastOffset;
        private long lastIndex;

        private Growing(int partition, long offset) {
            this.partition = partition;
            this.firstOffset = offset;
            this.lastOffset = offset;
        }
    }

    void clear() {
        runs.clear();
    }

    /** Goes on by an event, and says whether its offset comes after those before it. */
    boolean grow(int partition, long offset, long index) {
        for (Growing run : runs) {
            if (run.partition == partition) {
                boolean grows = offset > run.lastOffset;
                run.lastOffset = offset;
                run.lastIndex = index;
                return grows;
            }
        }
        Growing run = new Growing(partition, offset);
        run.lastIndex = index;
        runs.add(run);
        return true;
    }

    List<WholeTile.Run> list() {
        List<WholeTile.Run> list = new ArrayList<>(runs.size());
        for (Growing run : runs) {
            list.add(
                    new WholeTile.Run(
                            run.partition, run.firstOffset, run.lastOffset, run.lastIndex));
        }
        return list;
    }
}
