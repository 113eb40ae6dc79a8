package city.datastore.audit.log;

import java.util.Optional;

/**
 * The name of a tile or of an entry bundle below the log's address (c2sp.org/tlog-tiles): {@code
 * tile/0/x001/x234/067}, {@code tile/0/x001/x234/067.p/8}, {@code tile/entries/000.p/5}.
 */
public sealed interface TilePath {
    /** How many hashes or entries a full tile has. */
    int FULL = 256;

    /** The highest level that a tile can have. */
    int MAX_LEVEL = 63;

    /** The largest index whose leaves a tree can have. */
    long MAX_INDEX = Long.MAX_VALUE >>> 8;

    /** The tile's place among those of its level, from 0. */
    long index();

    /** How many hashes or entries it has, from 1 to {@value #FULL}. */
    int width();

    /** The path, with no slash at its start. */
    String path();

    /** A tile of hashes. */
    record Hashes(int level, long index, int width) implements TilePath {
        public Hashes {
            if (level < 0 || level > MAX_LEVEL) {
                throw new IllegalArgumentException("no tile has the level " + level);
            }
            PathText.check(index, width);
        }

        @Override
        public String path() {
            return PathText.write("tile/" + level + "/", index, width);
        }
    }

    /** A bundle of entries. */
    record Entries(long index, int width) implements TilePath {
        public Entries {
            PathText.check(index, width);
        }

        @Override
        public String path() {
            return PathText.write("tile/entries/", index, width);
        }
    }

    /** Whether it is full; a full one never changes and has no wider form. */
    default boolean full() {
        return width() == FULL;
    }

    /** What this path names; nothing unless it is exactly a path that {@link #path} writes. */
    static Optional<TilePath> parse(String path) {
        return PathText.parse(path);
    }

    /**
     * How wide this tile of this level is in a tree of this size: 0 when it is not there, {@value
     * #FULL} when it is full.
     */
    static int width(int level, long index, long size) {
        long hashes = level < Long.SIZE / 8 ? size >>> (8 * level) : 0;
        long before = index * FULL;
        if (index > MAX_INDEX || before >= hashes) {
            return 0;
        }
        return (int) Math.min(FULL, hashes - before);
    }
}
