package city.datastore.audit.log;

import city.datastore.audit.merkle.Hash;
import city.datastore.audit.merkle.TreeHasher;
import java.util.Arrays;
import java.util.List;

/**
 * A tile of hashes: up to 256 neighbours of every eighth level of the tree (c2sp.org/tlog-tiles). A
 * narrower form of the same tile is a prefix of it.
 */
public final class Tile {
    private final TilePath.Hashes path;
    private final byte[] bytes;

    private Tile(TilePath.Hashes path, byte[] bytes) {
        this.path = path;
        this.bytes = bytes;
    }

    /**
     * The tile with these bytes.
     *
     * @throws LogFormatException unless there are 32 for each hash
     */
    public static Tile of(TilePath.Hashes path, byte[] bytes) {
        if (bytes.length != path.width() * Hash.BYTES) {
            throw new LogFormatException(
                    "%s has %d bytes, here are %d"
                            .formatted(path.path(), path.width() * Hash.BYTES, bytes.length));
        }
        return new Tile(path, bytes.clone());
    }

    /** The tile with these hashes, as wide as there are. */
    public static Tile of(int level, long index, List<Hash> hashes) {
        byte[] bytes = new byte[hashes.size() * Hash.BYTES];
        for (int i = 0; i < hashes.size(); i++) {
            hashes.get(i).copyTo(bytes, i * Hash.BYTES);
        }
        return new Tile(new TilePath.Hashes(level, index, hashes.size()), bytes);
    }

    /** The first hashes of an array that still grows. */
    static Tile of(int level, long index, int width, byte[] from) {
        return new Tile(
                new TilePath.Hashes(level, index, width), Arrays.copyOf(from, width * Hash.BYTES));
    }

    /** Where it is published. */
    public TilePath.Hashes path() {
        return path;
    }

    /** A copy of its bytes, as they are published. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The hash at this place, from 0. */
    public Hash hash(int place) {
        return Hash.of(bytes, place * Hash.BYTES);
    }

    /**
     * The root over {@code 2^height} neighbours, from 0 to 8 levels above the tile's own.
     *
     * @param place which of them, from 0
     */
    public Hash subtree(int height, int place, TreeHasher hasher) {
        int from = place << height;
        if (height < 0 || height > 8 || place < 0 || from + (1 << height) > path.width()) {
            throw new IllegalArgumentException(
                    "%s has no subtree %d of height %d".formatted(path.path(), place, height));
        }
        return root(from, height, hasher);
    }

    private Hash root(int from, int height, TreeHasher hasher) {
        if (height == 0) {
            return hash(from);
        }
        int half = 1 << (height - 1);
        return hasher.node(root(from, height - 1, hasher), root(from + half, height - 1, hasher));
    }

    /** This tile as it was when it had only so many hashes. */
    public Tile narrowed(int width) {
        return of(path.level(), path.index(), width, bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tile tile
                && path.equals(tile.path)
                && Arrays.equals(bytes, tile.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * path.hashCode() + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return path.path();
    }
}
