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

    private static final String SELECT =
            "SELECT sequence, canonical, digest, salt, topic_partition, topic_offset, id, at,"
                    + " actor, username, actor_agency, owner_agency, dataset, agreement,"
                    + " purpose, action, outcome FROM audit.event WHERE ";

    // where the fields of a copied row are
    static final int SEQUENCE = 0;
    static final int CANONICAL = 1;
    static final int DIGEST = 2;
    static final int SALT = 3;
    static final int PARTITION = 4;
    static final int OFFSET = 5;
    static final int ID = 6;
    static final int AT = 7;
    static final int ACTOR = 8;
    static final int USERNAME = 9;
    static final int ACTOR_AGENCY = 10;
    static final int OWNER_AGENCY = 11;
    static final int DATASET = 12;
    static final int AGREEMENT = 13;
    static final int PURPOSE = 14;
    static final int ACTION = 15;
    static final int OUTCOME = 16;
    static final int FIELDS = 17;

    static Rows<EventRow> of(Connection connection, Span span) throws SQLException {
        return new Rows<>(
                connection,
                FETCH,
                EventRow::of,
                SELECT + span.ofSequences() + " ORDER BY sequence");
    }

    /** The same rows in the form that a quick look is taken at, in any order. */
    static CopiedRows copied(Connection connection, Span span) throws SQLException {
        return CopiedRows.of(connection, FIELDS, SELECT + span.ofSequences());
    }

    /** What stands in the copied row. */
    static EventRow of(CopiedRows row) {
        return new EventRow(
                row.whole(SEQUENCE),
                new Searchable(
                        row.uuid(ID),
                        row.instant(AT),
                        row.text(ACTOR),
                        row.text(USERNAME),
                        row.text(ACTOR_AGENCY),
                        row.text(OWNER_AGENCY),
                        row.text(DATASET),
                        row.text(AGREEMENT),
                        row.text(PURPOSE),
                        row.text(ACTION),
                        row.text(OUTCOME)),
                row.copy(CANONICAL),
                row.copy(DIGEST),
                row.copy(SALT),
                row.small(PARTITION),
                row.whole(OFFSET));
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
