package city.datastore.audit.verify;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One row of {@code audit.event} as it is, believed in nothing. */
@SuppressWarnings("ArrayRecordComponent") // never compared as a whole
record EventRow(
        long sequence,
        Searchable columns,
        byte @Nullable [] canonical,
        byte @Nullable [] digest,
        byte @Nullable [] salt,
        int partition,
        long offset) {
    private static final int FETCH = 512;

    static Rows<EventRow> all(Connection connection) throws SQLException {
        return new Rows<>(
                connection,
                FETCH,
                EventRow::of,
                "SELECT sequence, canonical, digest, salt, topic_partition, topic_offset, id, at,"
                        + " actor, username, actor_agency, owner_agency, dataset, agreement,"
                        + " purpose, action, outcome FROM audit.event ORDER BY sequence");
    }

    private static EventRow of(ResultSet row) throws SQLException {
        return new EventRow(
                row.getLong(1),
                new Searchable(
                        row.getObject(7, UUID.class),
                        LeafRow.instant(row, 8),
                        row.getString(9),
                        row.getString(10),
                        row.getString(11),
                        row.getString(12),
                        row.getString(13),
                        row.getString(14),
                        row.getString(15),
                        row.getString(16),
                        row.getString(17)),
                row.getBytes(2),
                row.getBytes(3),
                row.getBytes(4),
                row.getInt(5),
                row.getLong(6));
    }

    long index() {
        return sequence - 1;
    }
}
