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

    private static final String SELECT =
            "SELECT leaf_index, event_id, event_at, entry FROM audit.leaf WHERE ";

    // where the fields of a copied row are
    static final int INDEX = 0;
    static final int ID = 1;
    static final int AT = 2;
    static final int ENTRY = 3;
    static final int FIELDS = 4;

    static Rows<LeafRow> of(Connection connection, Span span) throws SQLException {
        return new Rows<>(
                connection, FETCH, LeafRow::of, SELECT + span.ofLeaves() + " ORDER BY leaf_index");
    }

    /** The same rows in the form that a quick look is taken at, in any order. */
    static CopiedRows copied(Connection connection, Span span) throws SQLException {
        return CopiedRows.of(connection, FIELDS, SELECT + span.ofLeaves());
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
