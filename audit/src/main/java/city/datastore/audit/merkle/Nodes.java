package city.datastore.audit.merkle;

/**
 * Where the nodes of a tree can be had: the roots of its perfect subtrees, which never change once
 * they are there.
 */
@FunctionalInterface
public interface Nodes {
    /**
     * The root over the leaves {@code [index · 2^level, (index + 1) · 2^level)}; a leaf's hash is
     * at level 0.
     */
    Hash node(int level, long index);
}
