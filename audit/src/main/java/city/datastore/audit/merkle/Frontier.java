package city.datastore.audit.merkle;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The right edge of a growing tree: the roots of the perfect subtrees that make it up, one for each
 * bit of its size. All that is needed to append leaves and to know the root.
 *
 * <p>Changes when a leaf is appended, and is not for several threads; {@link #copy} is cheap.
 */
public final class Frontier {
    /** Most leaves that a tree may have. */
    public static final long MAX_SIZE = Long.MAX_VALUE;

    private static final int LEVELS = 63;

    /** At each level whose bit is set in the size: the root of the subtree that wide. */
    private final @Nullable Hash[] edge;

    private final TreeHasher hasher = new TreeHasher();
    private long size;

    private Frontier(long size, @Nullable Hash[] edge) {
        this.size = size;
        this.edge = edge;
    }

    /** Hears of each node that becomes complete. */
    @FunctionalInterface
    public interface Completed {
        /** Nobody listens. */
        Completed NOBODY = (level, index, hash) -> {};

        /** A node is complete and will never change; leaves are nodes at level 0. */
        void node(int level, long index, Hash hash);
    }

    /** The edge of the tree that has no leaf. */
    public static Frontier empty() {
        return new Frontier(0, new Hash[LEVELS]);
    }

    /**
     * The edge of a tree of this size, from what {@link #hashes} gave.
     *
     * @throws IllegalArgumentException unless there is one hash for each bit set in the size
     */
    public static Frontier of(long size, List<Hash> hashes) {
        if (size < 0) {
            throw new IllegalArgumentException("a tree has no size of " + size);
        }
        if (hashes.size() != Long.bitCount(size)) {
            throw new IllegalArgumentException(
                    "the edge of a tree of %d leaves has %d hashes, here are %d"
                            .formatted(size, Long.bitCount(size), hashes.size()));
        }
        Frontier frontier = new Frontier(size, new Hash[LEVELS]);
        int next = 0;
        for (int level = LEVELS - 1; level >= 0; level--) {
            if (((size >>> level) & 1) == 1) {
                frontier.edge[level] = hashes.get(next++);
            }
        }
        return frontier;
    }

    /** The edge that a tree had, or has, at this size; asks for one node for each bit set in it. */
    public static Frontier of(long size, Nodes nodes) {
        List<Hash> hashes = new ArrayList<>();
        for (int level = LEVELS - 1; level >= 0; level--) {
            if (((size >>> level) & 1) == 1) {
                hashes.add(nodes.node(level, (size >>> level) - 1));
            }
        }
        return of(size, hashes);
    }

    /** Appends a leaf by its hash and says which nodes became complete, from the leaf upwards. */
    public void append(Hash leaf, Completed completed) {
        append(0, leaf, completed);
    }

    /**
     * Appends {@code 2^level} leaves at once by the root over them, and says which nodes became
     * complete, from that root upwards.
     *
     * @throws IllegalArgumentException unless so many leaves begin a subtree here: the size has to
     *     be a multiple of {@code 2^level}
     */
    public void append(int level, Hash root, Completed completed) {
        long width = 1L << level;
        if ((size & (width - 1)) != 0) {
            throw new IllegalArgumentException(
                    "no subtree of %d leaves begins at leaf %d".formatted(width, size));
        }
        if (size > MAX_SIZE - width) {
            throw new IllegalStateException("the tree is full");
        }
        long index = size >>> level;
        Hash hash = root;
        int height = level;
        completed.node(height, index, hash);
        while ((index & 1) == 1) {
            hash = hasher.node(at(height), hash);
            edge[height] = null;
            height++;
            index >>>= 1;
            completed.node(height, index, hash);
        }
        edge[height] = hash;
        size += width;
    }

    /** Appends a leaf by its hash. */
    public void append(Hash leaf) {
        append(leaf, Completed.NOBODY);
    }

    /** How many leaves the tree has. */
    public long size() {
        return size;
    }

    /** The root of the whole tree (RFC 9162 §2.1.1). */
    public Hash root() {
        Hash root = null;
        for (int level = 0; level < LEVELS; level++) {
            Hash left = edge[level];
            if (left != null) {
                root = root == null ? left : hasher.node(left, root);
            }
        }
        return root == null ? TreeHasher.EMPTY_ROOT : root;
    }

    /** The hashes of the edge, the widest subtree first. */
    public List<Hash> hashes() {
        List<Hash> hashes = new ArrayList<>(Long.bitCount(size));
        for (int level = LEVELS - 1; level >= 0; level--) {
            Hash hash = edge[level];
            if (hash != null) {
                hashes.add(hash);
            }
        }
        return hashes;
    }

    /** An edge like this one, which goes its own way from here. */
    public Frontier copy() {
        return new Frontier(size, edge.clone());
    }

    private Hash at(int level) {
        Hash hash = edge[level];
        if (hash == null) {
            throw new IllegalStateException("the edge has no hash at level " + level);
        }
        return hash;
    }
}
