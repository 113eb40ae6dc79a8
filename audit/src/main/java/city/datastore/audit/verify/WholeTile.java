package city.datastore.audit.verify;

import java.util.List;

/**
 * Neighbours in the log that fill a tile, each with one event and one leaf that say the same, and
 * nothing that needs a closer look.
 *
 * @param runs by which parts of the topic its events came
 */
record WholeTile(RegrownTree.FullTile tile, List<Run> runs) {
    /**
     * Events of one partition of the topic, whose offsets only grow.
     *
     * @param lastIndex the place of the last of them in the log
     */
    record Run(int partition, long firstOffset, long lastOffset, long lastIndex) {}

    WholeTile {
        runs = List.copyOf(runs);
    }

    long first() {
        return tile.firstLeaf();
    }

    long end() {
        return first() + RegrownTree.WIDTH;
    }
}
