package city.datastore.audit.verify;

import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.EventCodec;
import city.datastore.audit.event.EventException;
import city.datastore.audit.verify.Finding.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Messages of one partition that no stored event names as its own: repeats, what was set aside,
 * what is still to be stored, and what is missing. Looked up batch by batch.
 *
 * <p>Only what is no event may have been set aside: whoever can write to {@code audit.unreadable}
 * could keep an event out of the log by it.
 */
final class Strays {
    /** An event is null where the message is none. */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    private record Stray(
            int partition, long offset, byte[] digest, @Nullable UUID id, @Nullable Instant at) {}

    /** What the tables say about an event of this id. */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    private record Known(long index, byte @Nullable [] digest, @Nullable Deletion pruned) {}

    private final Connection connection;
    private final String topicId;
    private final long progress;
    private final Findings findings;
    private final List<Stray> batch = new ArrayList<>();
    private long notYetStored;
    private long prunedStillHeld;

    /**
     * @param progress the offset up to which the tables hold everything
     */
    Strays(Connection connection, String topicId, long progress, Findings findings) {
        this.connection = connection;
        this.topicId = topicId;
        this.progress = progress;
        this.findings = findings;
    }

    void add(int partition, long offset, byte[] value, byte[] digest) {
        if (offset >= progress) {
            notYetStored++;
            return;
        }
        try {
            AuditEvent event = EventCodec.decode(value);
            batch.add(new Stray(partition, offset, digest, event.id().value(), event.at()));
        } catch (EventException.Unreadable _) {
            batch.add(new Stray(partition, offset, digest, null, null));
        }
    }

    long notYetStored() {
        return notYetStored;
    }

    long prunedStillHeld() {
        return prunedStillHeld;
    }

    /** Looks up what has been added since the last call. */
    void settle() throws SQLException {
        if (batch.isEmpty()) {
            return;
        }
        Map<UUID, Known> known = known();
        for (Stray stray : batch) {
            Known stored = stray.id() == null ? null : known.get(stray.id());
            boolean repeated = stored != null && Arrays.equals(stray.digest(), stored.digest());
            if (stored != null && stored.digest() == null && stored.pruned() != null) {
                stillHeld(stray, stored.index(), stored.pruned());
            } else if (!repeated && (stray.id() != null || !setAside(stray))) {
                missing(stray, stored);
            }
        }
        batch.clear();
    }

    /** The message says itself when the event was; its leaf says what somebody wrote there. */
    private void stillHeld(Stray stray, long index, Deletion pruned) {
        prunedStillHeld++;
        if (stray.at() != null && !pruned.wasDue(stray.at())) {
            findings.add(
                    Kind.MISSING,
                    index,
                    stray.at(),
                    "the body was deleted before its term of %s was over: Kafka still holds the event at offset %d of partition %d"
                            .formatted(pruned.kept(), stray.offset(), stray.partition()));
        }
    }

    private void missing(Stray stray, @Nullable Known stored) {
        String place = " at offset %d of partition %d".formatted(stray.offset(), stray.partition());
        if (stray.id() == null) {
            findings.add(
                    Kind.MISSING,
                    Finding.NO_INDEX,
                    null,
                    "Kafka holds a message that is no event" + place + ", which was not set aside");
        } else if (stored == null) {
            findings.add(
                    Kind.MISSING,
                    Finding.NO_INDEX,
                    stray.at(),
                    "Kafka holds the event " + stray.id() + place + ", the tables do not");
        } else if (stored.digest() == null) {
            findings.add(
                    Kind.MISSING,
                    stored.index(),
                    stray.at(),
                    "Kafka still holds the event" + place + ", the tables only its leaf");
        } else {
            findings.add(
                    Kind.ALTERED,
                    stored.index(),
                    stray.at(),
                    "Kafka holds another event of the same id" + place);
        }
    }

    private Map<UUID, Known> known() throws SQLException {
        UUID[] ids = batch.stream().map(Stray::id).filter(Objects::nonNull).toArray(UUID[]::new);
        Map<UUID, Known> known = new HashMap<>();
        try (PreparedStatement ask =
                connection.prepareStatement(
                        """
                        SELECT leaf.event_id, leaf.leaf_index, event.digest, deletion.pruned_at,
                            extract(year FROM deletion.kept)::int,
                            extract(month FROM deletion.kept)::int,
                            extract(day FROM deletion.kept)::int
                        FROM audit.leaf
                            LEFT JOIN audit.event ON event.sequence = leaf.leaf_index + 1
                            LEFT JOIN LATERAL (SELECT last_index, pruning FROM audit.pruned
                                WHERE first_index <= leaf.leaf_index
                                ORDER BY first_index DESC LIMIT 1) AS gone
                                ON gone.last_index >= leaf.leaf_index
                            LEFT JOIN audit.pruning AS deletion ON deletion.number = gone.pruning
                        WHERE leaf.event_id = ANY (?)
                        """)) {
            ask.setArray(1, connection.createArrayOf("uuid", ids));
            try (ResultSet row = ask.executeQuery()) {
                while (row.next()) {
                    known.put(
                            row.getObject(1, UUID.class),
                            new Known(row.getLong(2), row.getBytes(3), deletion(row)));
                }
            }
        }
        return known;
    }

    private static @Nullable Deletion deletion(ResultSet row) throws SQLException {
        Instant at = LeafRow.instant(row, 4);
        return at == null
                ? null
                : new Deletion(at, Period.of(row.getInt(5), row.getInt(6), row.getInt(7)));
    }

    private boolean setAside(Stray stray) throws SQLException {
        try (PreparedStatement ask =
                connection.prepareStatement(
                        "SELECT digest FROM audit.unreadable WHERE topic_id = ?"
                                + " AND topic_partition = ? AND topic_offset = ?")) {
            ask.setString(1, topicId);
            ask.setInt(2, stray.partition());
            ask.setLong(3, stray.offset());
            try (ResultSet row = ask.executeQuery()) {
                return row.next() && Arrays.equals(row.getBytes(1), stray.digest());
            }
        }
    }
}
