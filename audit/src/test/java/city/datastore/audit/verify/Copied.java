package city.datastore.audit.verify;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import city.datastore.audit.event.EventCodec;
import city.datastore.audit.verify.receipt.Entry;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code audit.event}, field by field, as PostgreSQL's COPY sends it.
 *
 * @param fields empty means NULL
 */
record Copied(List<Optional<byte[]>> fields) {
    private static final Instant YEAR_2000 = Instant.parse("2000-01-01T00:00:00Z");

    /** With the columns that belong to these bytes, which have to be an event's. */
    static Copied of(byte[] canonical) {
        Searchable columns = Searchable.of(EventCodec.decode(canonical));
        Entry entry = new Entry();
        UUID id = Objects.requireNonNull(columns.id());
        Instant at = Objects.requireNonNull(columns.at());
        return new Copied(
                List.of(
                        number(43),
                        Optional.of(canonical),
                        Optional.of(entry.digest(canonical)),
                        Optional.of(new byte[Entry.SALT_BYTES]),
                        Optional.of(new byte[Integer.BYTES]),
                        number(42),
                        Optional.of(
                                ByteBuffer.allocate(16)
                                        .putLong(id.getMostSignificantBits())
                                        .putLong(id.getLeastSignificantBits())
                                        .array()),
                        number(ChronoUnit.MICROS.between(YEAR_2000, at)),
                        text(columns.actor()),
                        text(columns.username()),
                        text(columns.actorAgency()),
                        text(columns.ownerAgency()),
                        text(columns.dataset()),
                        text(columns.agreement()),
                        text(columns.purpose()),
                        text(columns.action()),
                        text(columns.outcome())));
    }

    /** With something else in one field, and the digest that belongs to the canonical bytes. */
    Copied with(int field, Optional<byte[]> value) {
        List<Optional<byte[]>> changed = new ArrayList<>(fields);
        changed.set(field, value);
        Optional<byte[]> canonical = changed.get(EventRow.CANONICAL);
        changed.set(EventRow.DIGEST, canonical.map(new Entry()::digest));
        return new Copied(changed);
    }

    static Optional<byte[]> text(@Nullable String text) {
        return Optional.ofNullable(text).map(some -> some.getBytes(UTF_8));
    }

    private static Optional<byte[]> number(long number) {
        return Optional.of(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }

    /** The row, stood upon. */
    CopiedRows row() {
        CopiedRows rows = rows(EventRow.FIELDS, message(true), new byte[] {-1, -1});
        try {
            if (!rows.next()) {
                throw new AssertionError("there is a row, and none was found");
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return rows;
    }

    static CopiedRows rows(int fields, byte[]... messages) {
        Deque<byte[]> left = new ArrayDeque<>(List.of(messages));
        return new CopiedRows(
                fields,
                new CopiedRows.Messages() {
                    @Override
                    public byte @Nullable [] next() {
                        return left.poll();
                    }

                    @Override
                    public void stop() {
                        left.clear();
                    }
                });
    }

    /**
     * One message.
     *
     * @param first whether it is the first of all, which has the signature before it
     */
    byte[] message(boolean first) {
        int bytes = fields.stream().mapToInt(field -> field.map(of -> of.length).orElse(0)).sum();
        ByteBuffer message = ByteBuffer.allocate(128 + bytes);
        if (first) {
            message.put("PGCOPY\n\u00ff\r\n\0".getBytes(ISO_8859_1)).putInt(0).putInt(0);
        }
        message.putShort((short) fields.size());
        for (Optional<byte[]> field : fields) {
            message.putInt(field.map(of -> of.length).orElse(-1));
            field.ifPresent(message::put);
        }
        return Arrays.copyOf(message.array(), message.position());
    }
}
