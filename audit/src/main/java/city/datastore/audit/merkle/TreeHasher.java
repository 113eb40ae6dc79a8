package city.datastore.audit.merkle;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Hashes leaves and nodes of a Merkle tree (RFC 9162 §2.1.1).
 *
 * <p>Holds one digest and uses it again and again: make one for each thread, or for each piece of
 * work.
 */
public final class TreeHasher {
    /** The root of the tree that has no leaf: the hash of nothing. */
    public static final Hash EMPTY_ROOT = new Hash(sha256().digest());

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private final MessageDigest digest = sha256();

    /** A node as it is hashed: handing it over at once costs less than piece by piece. */
    private final byte[] node = new byte[1 + 2 * Hash.BYTES];

    public TreeHasher() {
        node[0] = NODE;
    }

    /** Hash of a leaf: SHA-256 over 0x00 and the entry. */
    public Hash leaf(byte[] entry) {
        return leaf(entry, 0, entry.length);
    }

    /** Hash of a leaf whose entry is part of an array. */
    public Hash leaf(byte[] from, int offset, int length) {
        digest.update(LEAF);
        digest.update(from, offset, length);
        return new Hash(digest.digest());
    }

    /** Hash of a node: SHA-256 over 0x01, the left hash and the right one. */
    public Hash node(Hash left, Hash right) {
        left.copyTo(node, 1);
        right.copyTo(node, 1 + Hash.BYTES);
        return new Hash(digest.digest(node));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
