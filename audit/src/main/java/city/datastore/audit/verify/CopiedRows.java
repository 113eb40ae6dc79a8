package city.datastore.audit.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * The rows of a query in the binary form of PostgreSQL's COPY, one after the other. Fields are
 * looked at where they lie, so that nothing is made of what is only compared.
 */
final class CopiedRows implements AutoCloseable {
    /** Eleven bytes of signature and four of flags; the length of what is added comes next. */
    private static final int SIGNATURE_AND_FLAGS = 15;

    private static final int NULL = -1;
    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final Instant YEAR_2000 = Instant.parse("2000-01-01T00:00:00Z");

    private final Messages messages;
    private final int[] starts;
    private final int[] lengths;
    private byte[] bytes = {};

    /** How far the message has been read. */
    private int at;

    private boolean begun;
    private boolean ended;

    /** What the server sends, message by message. */
    interface Messages {
        /** The next one; null after the last. */
        byte @Nullable [] next() throws SQLException;

        /** No more of them is wanted. */
        void stop() throws SQLException;
    }

    /**
     * @param fields how many columns the rows have
     */
    CopiedRows(int fields, Messages messages) {
        this.starts = new int[fields];
        this.lengths = new int[fields];
        this.messages = messages;
    }

    /** The rows that this query gives. */
    static CopiedRows of(Connection connection, int fields, String query) throws SQLException {
        CopyOut copy =
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyOut("COPY (" + query + ") TO STDOUT (FORMAT binary)");
        return new CopiedRows(
                fields,
                new Messages() {
                    @Override
                    public byte @Nullable [] next() throws SQLException {
                        return copy.readFromCopy();
                    }

                    @Override
                    public void stop() throws SQLException {
                        copy.cancelCopy();
                    }
                });
    }

    /** Goes on to the next row, if there is one. */
    boolean next() throws SQLException {
        if (ended) {
            return false;
        }
        while (at == bytes.length) {
            receive();
        }
        int fields = (short) SHORT.get(bytes, at);
        at += Short.BYTES;
        if (fields < 0) {
            end();
            return false;
        }
        if (fields != starts.length) {
            throw new SQLException("COPY gave " + fields + " fields, asked for " + starts.length);
        }
        int next = at;
        for (int field = 0; field < fields; field++) {
            int length = (int) INT.get(bytes, next);
            next += Integer.BYTES;
            starts[field] = next;
            lengths[field] = length;
            next += Math.max(length, 0);
            if (next < at || next > bytes.length) {
                throw new SQLException("COPY gave a field that goes beyond its row");
            }
        }
        at = next;
        return true;
    }

    /** PostgreSQL sends each row as a message of its own, and what comes before with the first. */
    private void receive() throws SQLException {
        byte[] next = messages.next();
        if (next == null) {
            throw new SQLException("COPY broke off");
        }
        bytes = next;
        at = 0;
        if (!begun) {
            at = SIGNATURE_AND_FLAGS + Integer.BYTES + (int) INT.get(bytes, SIGNATURE_AND_FLAGS);
            begun = true;
        }
    }

    private void end() throws SQLException {
        ended = true;
        while (messages.next() != null) {
            // the end of the command
        }
    }

    /** What the fields of this row lie in. */
    byte[] bytes() {
        return bytes;
    }

    int start(int field) {
        return starts[field];
    }

    /** How many bytes the field has; -1 for NULL. */
    int length(int field) {
        return lengths[field];
    }

    boolean isNull(int field) {
        return lengths[field] == NULL;
    }

    /** A bigint, or the microseconds of a timestamptz since the year 2000; 0 for anything else. */
    long whole(int field) {
        return lengths[field] == Long.BYTES ? (long) LONG.get(bytes, starts[field]) : 0;
    }

    /** An integer; 0 for anything else. */
    int small(int field) {
        return lengths[field] == Integer.BYTES ? (int) INT.get(bytes, starts[field]) : 0;
    }

    @Nullable UUID uuid(int field) {
        int start = starts[field];
        return lengths[field] == 2 * Long.BYTES
                ? new UUID(
                        (long) LONG.get(bytes, start), (long) LONG.get(bytes, start + Long.BYTES))
                : null;
    }

    @Nullable Instant instant(int field) {
        return lengths[field] == Long.BYTES
                ? YEAR_2000.plus(whole(field), ChronoUnit.MICROS)
                : null;
    }

    @Nullable String text(int field) {
        return isNull(field) ? null : new String(bytes, starts[field], lengths[field], UTF_8);
    }

    byte @Nullable [] copy(int field) {
        return isNull(field)
                ? null
                : Arrays.copyOfRange(bytes, starts[field], starts[field] + lengths[field]);
    }

    /** Writes the bytes of the field there, where it is not NULL. */
    void copy(int field, byte[] into, int to) {
        System.arraycopy(bytes, starts[field], into, to, Math.max(0, lengths[field]));
    }

    /** Whether the field holds just these bytes. */
    boolean is(int field, byte[] other, int from, int to) {
        int start = starts[field];
        return lengths[field] == to - from
                && Arrays.equals(bytes, start, start + to - from, other, from, to);
    }

    @Override
    public void close() throws SQLException {
        if (!ended) {
            ended = true;
            messages.stop();
        }
    }
}
