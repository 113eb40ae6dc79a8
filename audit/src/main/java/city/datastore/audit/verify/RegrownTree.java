package city.datastore.audit.verify;

import city.datastore.audit.merkle.Frontier;
import city.datastore.audit.merkle.Hash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A tree that is grown anew from its first leaf, and says which tiles become full. */
final class RegrownTree {
    static final int WIDTH = 256;

    private static final int LEVELS = 8;
    private static final int LEVEL_STEP = 8;

    /** A tile as it has to be. */
    static final class FullTile {
        private final int level;
        private final long index;
        private final byte[] hashes;
        private final Hash root;

        FullTile(int level, long index, byte[] hashes, Hash root) {
            this.level = level;
            this.index = index;
            this.hashes = hashes;
            this.root = root;
        }

        int level() {
            return level;
        }

        long index() {
            return index;
        }

        /** Whether these are its hashes and its root. */
        boolean is(byte @Nullable [] otherHashes, byte @Nullable [] otherRoot) {
            return Arrays.equals(hashes, otherHashes) && Arrays.equals(root.bytes(), otherRoot);
        }

        /** The first leaf below it. */
        long firstLeaf() {
            return index << (LEVEL_STEP * (level + 1));
        }
    }

    private final Frontier frontier;
    private final byte[][] open;
    private final Map<Long, Hash> roots;
    private final List<FullTile> filled = new ArrayList<>();

    /**
     * @param sizes at which the root is wanted later
     */
    RegrownTree(Iterable<Long> sizes) {
        this(Frontier.empty(), new byte[LEVELS][WIDTH * Hash.BYTES], new TreeMap<>());
        sizes.forEach(size -> roots.put(size, frontier.root()));
    }

    private RegrownTree(Frontier frontier, byte[][] open, Map<Long, Hash> roots) {
        this.frontier = frontier;
        this.open = open;
        this.roots = roots;
    }

    RegrownTree copy() {
        byte[][] tiles = new byte[LEVELS][];
        for (int level = 0; level < LEVELS; level++) {
            tiles[level] = open[level].clone();
        }
        return new RegrownTree(frontier.copy(), tiles, new TreeMap<>(roots));
    }

    /** Appends a leaf and gives the tiles that it fills, mostly none. */
    List<FullTile> append(Hash leaf) {
        filled.clear();
        frontier.append(leaf, this::completed);
        roots.computeIfPresent(frontier.size(), (_, _) -> frontier.root());
        return filled;
    }

    /** Appends all leaves of a full tile at once, where the tree ends with the tile before it. */
    List<FullTile> append(FullTile tile) {
        filled.clear();
        System.arraycopy(tile.hashes, 0, open[0], 0, tile.hashes.length);
        frontier.append(LEVEL_STEP, tile.root, this::completed);
        roots.computeIfPresent(frontier.size(), (_, _) -> frontier.root());
        return filled;
    }

    /** Whether a root is wanted that the tree has after the first and before the last of these. */
    boolean hasSizeWithin(long first, long end) {
        return roots.keySet().stream().anyMatch(size -> size > first && size < end);
    }

    private void completed(int level, long index, Hash hash) {
        if (level % LEVEL_STEP != 0) {
            return;
        }
        int step = level / LEVEL_STEP;
        if (step > 0) {
            filled.add(new FullTile(step - 1, index, open[step - 1].clone(), hash));
        }
        if (step < LEVELS) {
            hash.copyTo(open[step], (int) (index % WIDTH) * Hash.BYTES);
        }
    }

    long size() {
        return frontier.size();
    }

    /** The root that the tree had at one of the sizes asked for, if it has come that far. */
    boolean hadRoot(long size, Hash root) {
        return size <= frontier.size() && Objects.equals(root, roots.get(size));
    }
}
