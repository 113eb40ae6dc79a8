package city.datastore.audit.log;

import city.datastore.audit.merkle.Frontier;
import city.datastore.audit.merkle.Hash;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The tiles that still grow, one a level at most. Listens to a {@link Frontier} and gives the tiles
 * that are to be stored.
 *
 * <p>Changes with each leaf, and is not for several threads; {@link #copy} costs one array of 8 KiB
 * a level.
 */
public final class OpenTiles implements Frontier.Completed {
    private static final int LEVELS_A_TILE = 8;
    private static final Comparator<TilePath.Hashes> BY_LEVEL =
            Comparator.comparingInt(TilePath.Hashes::level);

    private final TreeMap<Integer, Growing> open = new TreeMap<>();
    private final List<Tile> filled = new ArrayList<>();

    /** A tile that is not full, and how wide it was when it was last given out. */
    private static final class Growing {
        private final long index;
        private final byte[] bytes = new byte[TilePath.FULL * Hash.BYTES];
        private int width;
        private int given;

        private Growing(long index) {
            this.index = index;
        }
    }

    private OpenTiles() {}

    /** The tiles of the tree that has no leaf: none. */
    public static OpenTiles empty() {
        return new OpenTiles();
    }

    /**
     * The open tiles of a tree of this size.
     *
     * @param partial exactly the partial tiles of that tree, in any order
     * @throws LogFormatException when they are not those
     */
    public static OpenTiles of(long size, List<Tile> partial) {
        OpenTiles tiles = new OpenTiles();
        for (Tile tile : partial) {
            Growing growing = new Growing(tile.path().index());
            growing.width = tile.path().width();
            growing.given = growing.width;
            System.arraycopy(tile.bytes(), 0, growing.bytes, 0, growing.width * Hash.BYTES);
            tiles.open.put(tile.path().level(), growing);
        }
        List<TilePath.Hashes> wanted = paths(size);
        List<TilePath.Hashes> found = partial.stream().map(Tile::path).sorted(BY_LEVEL).toList();
        if (!found.equals(wanted)) {
            throw new LogFormatException(
                    "a tree of %d leaves has the partial tiles %s, here are %s"
                            .formatted(size, wanted, found));
        }
        return tiles;
    }

    /** The partial tiles that a tree of this size has, the lowest level first. */
    public static List<TilePath.Hashes> paths(long size) {
        List<TilePath.Hashes> paths = new ArrayList<>();
        long hashes = size;
        for (int level = 0; hashes > 0; level++) {
            int width = (int) (hashes % TilePath.FULL);
            if (width > 0) {
                paths.add(new TilePath.Hashes(level, hashes / TilePath.FULL, width));
            }
            hashes /= TilePath.FULL;
        }
        return paths;
    }

    @Override
    public void node(int level, long index, Hash hash) {
        if (level % LEVELS_A_TILE != 0) {
            return;
        }
        int tileLevel = level / LEVELS_A_TILE;
        long tileIndex = index / TilePath.FULL;
        Growing growing = open.computeIfAbsent(tileLevel, _ -> new Growing(tileIndex));
        if (growing.index != tileIndex || growing.width != (int) (index % TilePath.FULL)) {
            throw new IllegalStateException(
                    "the node %d of level %d does not come next".formatted(index, level));
        }
        hash.copyTo(growing.bytes, growing.width * Hash.BYTES);
        growing.width++;
        if (growing.width == TilePath.FULL) {
            filled.add(Tile.of(tileLevel, tileIndex, TilePath.FULL, growing.bytes));
            open.remove(tileLevel);
        }
    }

    /**
     * What has to be stored since the last call: each tile that became full, then each open tile
     * that grew, as it is now.
     */
    public List<Tile> changed() {
        List<Tile> tiles = new ArrayList<>(filled);
        filled.clear();
        for (Map.Entry<Integer, Growing> entry : open.entrySet()) {
            Growing growing = entry.getValue();
            if (growing.width > growing.given) {
                tiles.add(Tile.of(entry.getKey(), growing.index, growing.width, growing.bytes));
                growing.given = growing.width;
            }
        }
        return tiles;
    }

    /** Tiles like these, which go their own way from here. */
    public OpenTiles copy() {
        OpenTiles copy = new OpenTiles();
        copy.filled.addAll(filled);
        open.forEach((level, growing) -> {
            Growing twin = new Growing(growing.index);
            twin.width = growing.width;
            twin.given = growing.given;
            int used = growing.width * Hash.BYTES;
            System.arraycopy(growing.bytes, 0, twin.bytes, 0, used);
            copy.open.put(level, twin);
        });
        return copy;
    }
}
