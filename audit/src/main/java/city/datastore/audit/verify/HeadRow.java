package city.datastore.audit.verify;

import city.datastore.audit.merkle.Hash;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The row of {@code audit.head} or {@code audit.cosigned} as it is, believed in nothing. */
record HeadRow(
        long size, @Nullable Hash root, @Nullable String checkpoint, @Nullable Instant signedAt) {

    /** The tree as it stands, with the checkpoint signed for it. */
    static @Nullable HeadRow read(Connection connection) throws SQLException {
        return read(connection, "SELECT size, root, checkpoint, signed_at FROM audit.head");
    }

    /** The checkpoint with all signatures, which is served; it follows the head. */
    static @Nullable HeadRow cosigned(Connection connection) throws SQLException {
        return read(connection, "SELECT size, root, checkpoint, signed_at FROM audit.cosigned");
    }

    private static @Nullable HeadRow read(Connection connection, String sql) throws SQLException {
        try (var rows = new Rows<>(connection, 1, HeadRow::of, sql)) {
            return rows.peek();
        }
    }

    private static HeadRow of(ResultSet row) throws SQLException {
        byte[] root = row.getBytes(2);
        return new HeadRow(
                row.getLong(1),
                root != null && root.length == Hash.BYTES ? Hash.of(root) : null,
                row.getString(3),
                LeafRow.instant(row, 4));
    }
}
