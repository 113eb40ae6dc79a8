package city.datastore.audit.merkle;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes roots and proofs from the nodes of a tree (RFC 9162 §2.1.3.1 and §2.1.4.1). Each asks for
 * at most about two nodes a level.
 */
public final class Proofs {
    private final Nodes nodes;
    private final TreeHasher hasher = new TreeHasher();
    private final List<Hash> path = new ArrayList<>();

    private Proofs(Nodes nodes) {
        this.nodes = nodes;
    }

    /** The root of the tree when it had this many leaves. */
    public static Hash root(long size, Nodes nodes) {
        if (size < 0) {
            throw new IllegalArgumentException("a tree has no size of " + size);
        }
        return size == 0 ? TreeHasher.EMPTY_ROOT : new Proofs(nodes).root(0, size);
    }

    /**
     * The proof that the leaf with this index is in the tree of this size.
     *
     * @throws ProofException unless {@code 0 <= index < size}
     */
    public static InclusionProof inclusion(long index, long size, Nodes nodes) {
        InclusionProof.check(index, size);
        Proofs proofs = new Proofs(nodes);
        proofs.include(index, 0, size);
        return new InclusionProof(index, size, proofs.path);
    }

    /**
     * The proof that the tree of the second size continues the tree of the first one.
     *
     * @throws ProofException unless {@code 0 < size1 <= size2}
     */
    public static ConsistencyProof consistency(long size1, long size2, Nodes nodes) {
        ConsistencyProof.check(size1, size2);
        Proofs proofs = new Proofs(nodes);
        proofs.connect(size1, 0, size2, true);
        return new ConsistencyProof(size1, size2, proofs.path);
    }

    /** PATH(index, D[from:until]). */
    private void include(long index, long from, long until) {
        if (until - from == 1) {
            return;
        }
        long middle = from + split(until - from);
        if (index < middle) {
            include(index, from, middle);
            path.add(root(middle, until));
        } else {
            include(index, middle, until);
            path.add(root(from, middle));
        }
    }

    /** SUBPROOF(size1 - from, D[from:until], known): what is known is the verifier's old root. */
    private void connect(long size1, long from, long until, boolean known) {
        if (size1 == until) {
            if (!known) {
                path.add(root(from, until));
            }
            return;
        }
        long middle = from + split(until - from);
        if (size1 <= middle) {
            connect(size1, from, middle, known);
            path.add(root(middle, until));
        } else {
            connect(size1, middle, until, false);
            path.add(root(from, middle));
        }
    }

    /** MTH(D[from:until]), for ranges that come from splitting the tree. */
    private Hash root(long from, long until) {
        long leaves = until - from;
        if (Long.bitCount(leaves) == 1) {
            int level = Long.numberOfTrailingZeros(leaves);
            return nodes.node(level, from >>> level);
        }
        long middle = from + split(leaves);
        return hasher.node(root(from, middle), root(middle, until));
    }

    /** The largest power of two that is smaller than this number of leaves (at least two). */
    private static long split(long leaves) {
        return Long.highestOneBit(leaves - 1);
    }
}
