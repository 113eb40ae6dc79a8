package city.datastore.audit.merkle;

import city.datastore.audit.merkle.ProofException.OtherRoot;
import city.datastore.audit.merkle.ProofException.WrongShape;
import java.util.List;

/**
 * A proof that a tree continues an earlier one: the first leaves are the same, in the same order
 * (RFC 9162 §2.1.4).
 *
 * <p>Both trees have a leaf. Every tree continues the empty one, and no proof can say more than
 * that.
 *
 * @param size1 how many leaves the earlier tree has
 * @param size2 how many leaves the later tree has
 * @param path the hashes, from the leaves upwards
 */
public record ConsistencyProof(long size1, long size2, List<Hash> path) {
    /**
     * @throws WrongShape unless {@code 0 < size1 <= size2} and the path has exactly as many hashes
     *     as these sizes need
     */
    public ConsistencyProof {
        check(size1, size2);
        path = List.copyOf(path);
        int wanted = length(size1, size2);
        if (path.size() != wanted) {
            throw new WrongShape(
                    "a proof from size %d to %d has %d hashes, here are %d"
                            .formatted(size1, size2, wanted, path.size()));
        }
    }

    static void check(long size1, long size2) {
        if (size1 <= 0 || size1 > size2) {
            throw new WrongShape(
                    "no proof leads from size %d to %d (read as signed numbers)"
                            .formatted(size1, size2));
        }
    }

    /** How many hashes the proof between these sizes has. */
    public static int length(long size1, long size2) {
        if (size1 == size2) {
            return 0;
        }
        int seed = Long.bitCount(size1) == 1 ? 0 : 1;
        int inner = inner(size1, size2);
        return seed
                + inner
                - Long.numberOfTrailingZeros(size1)
                + Long.bitCount((size1 - 1) >>> inner);
    }

    /** The levels at which the right edges of the two trees are apart. */
    private static int inner(long size1, long size2) {
        return Long.SIZE - Long.numberOfLeadingZeros((size1 - 1) ^ (size2 - 1));
    }

    /**
     * Checks that the tree with the second root continues the tree with the first one.
     *
     * @throws OtherRoot when it does not, as far as this proof shows
     */
    public void verify(Hash root1, Hash root2) {
        if (size1 == size2) {
            same("root", root1, root2);
            return;
        }
        TreeHasher hasher = new TreeHasher();
        int inner = inner(size1, size2);
        boolean perfect = Long.bitCount(size1) == 1;
        Hash first = perfect ? root1 : path.getFirst();
        Hash second = first;
        int level = Long.numberOfTrailingZeros(size1);
        for (Hash hash : path.subList(perfect ? 0 : 1, path.size())) {
            boolean before = level >= inner || (((size1 - 1) >>> level) & 1) == 1;
            if (before) {
                first = hasher.node(hash, first);
                second = hasher.node(hash, second);
            } else {
                second = hasher.node(second, hash);
            }
            level++;
        }
        same("earlier root", root1, first);
        same("later root", root2, second);
    }

    private static void same(String which, Hash expected, Hash found) {
        if (!found.equals(expected)) {
            throw new OtherRoot(which, expected, found);
        }
    }
}
