package city.datastore.audit.merkle;

import city.datastore.audit.merkle.ProofException.OtherRoot;
import city.datastore.audit.merkle.ProofException.WrongShape;
import java.util.List;

/**
 * A proof that a leaf is in a tree: the hashes beside the way from the leaf up to the root (RFC
 * 9162 §2.1.3).
 *
 * @param index the leaf's index, from 0
 * @param size how many leaves the tree has
 * @param path from the leaf's sibling up to the root's child
 */
public record InclusionProof(long index, long size, List<Hash> path) {
    /**
     * @throws WrongShape unless {@code 0 <= index < size} and the path has exactly as many hashes
     *     as the way up has nodes
     */
    public InclusionProof {
        check(index, size);
        path = List.copyOf(path);
        int wanted = length(index, size);
        if (path.size() != wanted) {
            throw new WrongShape(
                    "a proof for leaf %d of %d has %d hashes, here are %d"
                            .formatted(index, size, wanted, path.size()));
        }
    }

    static void check(long index, long size) {
        if (index < 0 || index >= size) {
            throw new WrongShape(
                    "no tree of size %d has a leaf %d (read as signed numbers)"
                            .formatted(size, index));
        }
    }

    /** How many hashes the proof for this leaf has. */
    public static int length(long index, long size) {
        return inner(index, size) + Long.bitCount(index >>> inner(index, size));
    }

    /** The levels at which the way from the leaf and the tree's right edge are still apart. */
    private static int inner(long index, long size) {
        return Long.SIZE - Long.numberOfLeadingZeros(index ^ (size - 1));
    }

    /** The root that the tree has if this is the hash of the leaf. */
    public Hash root(Hash leaf) {
        TreeHasher hasher = new TreeHasher();
        int inner = inner(index, size);
        Hash hash = leaf;
        for (int level = 0; level < path.size(); level++) {
            boolean left = level < inner && ((index >>> level) & 1) == 0;
            hash = left ? hasher.node(hash, path.get(level)) : hasher.node(path.get(level), hash);
        }
        return hash;
    }

    /**
     * Checks that the leaf is in the tree with this root.
     *
     * @throws OtherRoot when it is not, as far as this proof shows
     */
    public void verify(Hash leaf, Hash root) {
        Hash found = root(leaf);
        if (!found.equals(root)) {
            throw new OtherRoot("root", root, found);
        }
    }
}
