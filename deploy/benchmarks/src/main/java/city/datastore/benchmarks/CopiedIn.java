package city.datastore.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Rows on their way into a table by PostgreSQL's binary COPY, field by field. */
final class CopiedIn {
    private static final Instant YEAR_2000 = Instant.parse("2000-01-01T00:00:00Z");
    private static final int BUFFER = 1 << 20;
    private static final int LARGEST_ROW = 1 << 17;

    private final CopyIn copy;
    private final short fields;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);

    /**
     * @param columns the table's, separated by commas
     */
    CopiedIn(Connection connection, String table, String columns) throws SQLException {
        this.fields = (short) columns.split(",", -1).length;
        this.copy =
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn(
                                "COPY %s (%s) FROM STDIN (FORMAT binary)"
                                        .formatted(table, columns));
        buffer.put("PGCOPY\n\u00ff\r\n\0".getBytes(ISO_8859_1)).putInt(0).putInt(0);
    }

    /** Begins a row; as many fields follow as there are columns. */
    CopiedIn row() throws SQLException {
        if (buffer.remaining() < LARGEST_ROW) {
            send();
        }
        buffer.putShort(fields);
        return this;
    }

    CopiedIn whole(long value) {
        buffer.putInt(Long.BYTES).putLong(value);
        return this;
    }

    CopiedIn small(int value) {
        buffer.putInt(Integer.BYTES).putInt(value);
        return this;
    }

    CopiedIn instant(Instant value) {
        return whole(ChronoUnit.MICROS.between(YEAR_2000, value));
    }

    CopiedIn uuid(UUID value) {
        buffer.putInt(2 * Long.BYTES)
                .putLong(value.getMostSignificantBits())
                .putLong(value.getLeastSignificantBits());
        return this;
    }

    CopiedIn bytes(byte[] value) {
        buffer.putInt(value.length).put(value);
        return this;
    }

    /** A text, or NULL. */
    CopiedIn text(@Nullable Object value) {
        if (value == null) {
            buffer.putInt(-1);
            return this;
        }
        return bytes(value.toString().getBytes(UTF_8));
    }

    void end() throws SQLException {
        buffer.putShort((short) -1);
        send();
        copy.endCopy();
    }

    private void send() throws SQLException {
        copy.writeToCopy(buffer.array(), 0, buffer.position());
        buffer.clear();
    }
}
