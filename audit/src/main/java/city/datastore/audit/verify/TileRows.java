package city.datastore.audit.verify;

import city.datastore.audit.merkle.Hash;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The stored tiles, level by level side by side, held against those that have to be there. */
final class TileRows implements AutoCloseable {
    private static final int LEVELS = 8;
    private static final int FETCH = 128;

    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    private record Row(int level, long index, byte @Nullable [] hashes, byte @Nullable [] root) {
        String name() {
            return "the tile %d of level %d".formatted(index, level);
        }

        boolean matches(RegrownTree.FullTile tile) {
            return tile.is(hashes, root);
        }

        long firstLeaf() {
            return level < 7 ? index << (8 * (level + 1)) : Finding.NO_INDEX;
        }
    }

    private final List<Rows<Row>> levels = new ArrayList<>();
    private final Findings findings;

    TileRows(Connection connection, Findings findings) throws SQLException {
        this.findings = findings;
        for (int level = 0; level < LEVELS; level++) {
            levels.add(
                    new Rows<>(
                            connection,
                            FETCH,
                            row ->
                                    new Row(
                                            row.getInt(1),
                                            row.getLong(2),
                                            row.getBytes(3),
                                            row.getBytes(4)),
                            "SELECT level, tile_index, hashes, root FROM audit.tile WHERE level = ?"
                                    + " ORDER BY tile_index",
                            level));
        }
    }

    /** The hash of a leaf as the stored tile has it, while that tile is the next to be compared. */
    @Nullable Hash leaf(long index) {
        Row row = levels.getFirst().peek();
        if (row == null || row.index() != index / RegrownTree.WIDTH || row.hashes() == null) {
            return null;
        }
        int offset = (int) (index % RegrownTree.WIDTH) * Hash.BYTES;
        return row.hashes().length < offset + Hash.BYTES ? null : Hash.of(row.hashes(), offset);
    }

    /**
     * Holds the stored tile against the one that has to be there.
     *
     * @param other what is right as well, where leaves and events lead to different trees
     */
    void compare(RegrownTree.FullTile tile, RegrownTree.@Nullable FullTile other)
            throws SQLException {
        Rows<Row> rows = levels.get(tile.level());
        Row row = rows.peek();
        if (row == null || row.index() > tile.index()) {
            findings.add(
                    Finding.Kind.TILE_MISMATCH,
                    tile.firstLeaf(),
                    null,
                    "the tile %d of level %d is missing".formatted(tile.index(), tile.level()));
            return;
        }
        var _ = rows.take();
        if (!row.matches(tile) && (other == null || !row.matches(other))) {
            findings.add(
                    Finding.Kind.TILE_MISMATCH,
                    tile.firstLeaf(),
                    null,
                    row.name() + " is not what its leaves give");
        }
    }

    /** What is left after the last leaf has no place in the tree. */
    void nothingLeft() throws SQLException {
        for (Rows<Row> rows : levels) {
            for (Row row = rows.take(); row != null; row = rows.take()) {
                findings.add(
                        Finding.Kind.TILE_MISMATCH,
                        row.firstLeaf(),
                        null,
                        row.name() + " is there, and the log has no leaves for it");
            }
        }
    }

    @Override
    public void close() throws SQLException {
        for (Rows<Row> rows : levels) {
            rows.close();
        }
    }
}
