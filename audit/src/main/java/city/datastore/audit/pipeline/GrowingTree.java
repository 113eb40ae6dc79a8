package city.datastore.audit.pipeline;

import city.datastore.audit.log.OpenTiles;
import city.datastore.audit.log.Tile;
import city.datastore.audit.logtables.LogTables;
import city.datastore.audit.merkle.Frontier;
import city.datastore.audit.merkle.Hash;
import city.datastore.audit.merkle.TreeHasher;
import java.util.List;

/** The right edge of the log's tree, which grows leaf by leaf. Not for several threads. */
final class GrowingTree {
    private final Frontier frontier;
    private final OpenTiles tiles;
    private final TreeHasher hasher = new TreeHasher();

    private GrowingTree(Frontier frontier, OpenTiles tiles) {
        this.frontier = frontier;
        this.tiles = tiles;
    }

    /** The tree of this size, as the tables hold it. */
    static GrowingTree load(long size, LogTables tables) {
        List<Tile> open =
                OpenTiles.paths(size).stream()
                        .map(path -> tables.tile(path).orElseThrow(() -> lacking(path.path())))
                        .toList();
        return new GrowingTree(Frontier.of(size, tables.nodes(size)), OpenTiles.of(size, open));
    }

    private static IllegalStateException lacking(String path) {
        return new IllegalStateException("the tables of the log lack " + path);
    }

    /** A tree like this one, which goes its own way from here. */
    GrowingTree copy() {
        return new GrowingTree(frontier.copy(), tiles.copy());
    }

    void append(byte[] entry) {
        frontier.append(hasher.leaf(entry), tiles);
    }

    long size() {
        return frontier.size();
    }

    Hash root() {
        return frontier.root();
    }

    /** The tiles that became full since the last call, and will never change. */
    List<Tile> filled() {
        return tiles.changed().stream().filter(tile -> tile.path().full()).toList();
    }
}
