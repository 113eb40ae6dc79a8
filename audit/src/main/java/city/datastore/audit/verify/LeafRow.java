package city.datastore.audit.verify;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One row of {@code audit.leaf} as it is, believed in nothing. */
@SuppressWarnings("ArrayRecordComponent") // never compared as a whole
record LeafRow(long index, @Nullable UUID id, @Nullable Instant at, byte @Nullable [] entry) {
    private static final int FETCH = 4096;

    static Rows<LeafRow> all(Connection connection) throws SQLException {
        return new Rows<>(
                connection,
                FETCH,
                LeafRow::of,
                "SELECT leaf_index, event_id, event_at, entry FROM audit.leaf ORDER BY leaf_index");
    }

    private static LeafRow of(ResultSet row) throws SQLException {
        return new LeafRow(
                row.getLong(1), row.getObject(2, UUID.class), instant(row, 3), row.getBytes(4));
    }

    static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
