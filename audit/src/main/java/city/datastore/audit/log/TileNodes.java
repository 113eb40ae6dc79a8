package city.datastore.audit.log;

import city.datastore.audit.merkle.Hash;
import city.datastore.audit.merkle.Nodes;
import city.datastore.audit.merkle.TreeHasher;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The nodes of a tree of one size, out of its tiles. Each tile is asked for once and kept, so make
 * one for each proof or each batch of proofs.
 *
 * <p>Asks for a tile as wide as it is in a tree of that size. Not for several threads.
 */
public final class TileNodes implements Nodes {
    private static final int LEVELS_A_TILE = 8;

    private final long size;
    private final Function<TilePath.Hashes, Tile> tiles;
    private final Map<TilePath.Hashes, Tile> kept = new HashMap<>();
    private final TreeHasher hasher = new TreeHasher();

    /**
     * @param tiles gives the tile with exactly this path (see {@link Tile#narrowed}), or throws
     */
    public TileNodes(long size, Function<TilePath.Hashes, Tile> tiles) {
        this.size = size;
        this.tiles = tiles;
    }

    @Override
    public Hash node(int level, long index) {
        int tileLevel = level / LEVELS_A_TILE;
        int height = level % LEVELS_A_TILE;
        long tileIndex = index >>> (LEVELS_A_TILE - height);
        int place = (int) (index & ((TilePath.FULL >>> height) - 1));
        int width = TilePath.width(tileLevel, tileIndex, size);
        if (width == 0) {
            throw new IllegalArgumentException(
                    "a tree of %d leaves has no node %d of level %d".formatted(size, index, level));
        }
        TilePath.Hashes path = new TilePath.Hashes(tileLevel, tileIndex, width);
        return kept.computeIfAbsent(path, tiles).subtree(height, place, hasher);
    }
}
