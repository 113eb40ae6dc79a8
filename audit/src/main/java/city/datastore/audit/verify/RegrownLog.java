package city.datastore.audit.verify;

import city.datastore.audit.merkle.Hash;
import city.datastore.audit.merkle.TreeHasher;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The log grown anew, and its tiles compared on the way. Where leaves and events say different
 * things there are two trees from then on, and the signed root says which of them is right.
 */
final class RegrownLog {
    private final RegrownTree fromLeaves;
    private @Nullable RegrownTree fromEvents;
    private final TileRows tiles;
    private final TreeHasher hasher = new TreeHasher();
    private boolean cut;

    RegrownLog(Iterable<Long> sizes, TileRows tiles) {
        this.fromLeaves = new RegrownTree(sizes);
        this.tiles = tiles;
    }

    /** Appends the same entry to both. */
    void append(byte[] entry) throws SQLException {
        append(hasher.leaf(entry));
    }

    /** Appends what the leaf says to one tree and what the event says to the other. */
    void append(byte[] leaf, byte[] event) throws SQLException {
        if (fromEvents == null && !cut) {
            fromEvents = fromLeaves.copy();
        }
        append(hasher.leaf(leaf), hasher.leaf(event));
    }

    /** Appends all leaves of a full tile to both. */
    void append(RegrownTree.FullTile tile) throws SQLException {
        if (cut) {
            return;
        }
        List<RegrownTree.FullTile> filled = fromLeaves.append(tile);
        compare(filled, fromEvents == null ? List.of() : fromEvents.append(tile));
    }

    /** Whether a root is wanted that the tree has after the first and before the last of these. */
    boolean hasSizeWithin(long first, long end) {
        return fromLeaves.hasSizeWithin(first, end);
    }

    /**
     * Goes on where leaf and event are both missing: by the hash in the stored tile, or not at all.
     *
     * @return whether the tree could go on
     */
    boolean appendFromTile() throws SQLException {
        Hash leaf = cut ? null : tiles.leaf(fromLeaves.size());
        if (leaf == null) {
            cut = true;
            return false;
        }
        append(leaf);
        return true;
    }

    boolean isCut() {
        return cut;
    }

    private void append(Hash leaf) throws SQLException {
        append(leaf, leaf);
    }

    private void append(Hash leaf, Hash event) throws SQLException {
        if (cut) {
            return;
        }
        List<RegrownTree.FullTile> filled = fromLeaves.append(leaf);
        compare(filled, fromEvents == null ? List.of() : fromEvents.append(event));
    }

    private void compare(List<RegrownTree.FullTile> filled, List<RegrownTree.FullTile> other)
            throws SQLException {
        for (int i = 0; i < filled.size(); i++) {
            tiles.compare(filled.get(i), other.isEmpty() ? null : other.get(i));
        }
    }

    /** Whether leaves or events lead to this root. */
    boolean hadRoot(long size, Hash root) {
        return leavesHadRoot(size, root) || eventsHadRoot(size, root);
    }

    boolean leavesHadRoot(long size, Hash root) {
        return fromLeaves.hadRoot(size, root);
    }

    boolean eventsHadRoot(long size, Hash root) {
        return fromEvents == null ? fromLeaves.hadRoot(size, root) : fromEvents.hadRoot(size, root);
    }
}
