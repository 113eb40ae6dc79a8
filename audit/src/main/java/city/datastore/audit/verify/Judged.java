package city.datastore.audit.verify;

import city.datastore.audit.event.EventCodec;
import city.datastore.audit.event.EventException;
import city.datastore.audit.verify.receipt.Entry;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an event row comes to by itself.
 *
 * @param entry the entry that canonical bytes and salt give; null where they cannot give one
 * @param fault what is wrong within the row; null when nothing is
 */
@SuppressWarnings("ArrayRecordComponent") // never compared as a whole
record Judged(
        long index,
        @Nullable UUID id,
        @Nullable Instant at,
        byte @Nullable [] entry,
        @Nullable String fault,
        int partition,
        long offset) {

    static Judged of(EventRow row, Entry with) {
        byte[] canonical = row.canonical();
        byte[] salt = row.salt();
        byte[] digest = canonical == null ? null : with.digest(canonical);
        byte[] entry =
                digest == null || salt == null || salt.length != Entry.SALT_BYTES
                        ? null
                        : with.of(salt, digest);
        return new Judged(
                row.index(),
                row.columns().id(),
                row.columns().at(),
                entry,
                fault(row, canonical, digest, entry),
                row.partition(),
                row.offset());
    }

    private static @Nullable String fault(
            EventRow row,
            byte @Nullable [] canonical,
            byte @Nullable [] digest,
            byte @Nullable [] entry) {
        if (canonical == null || digest == null) {
            return "the event has no canonical bytes";
        }
        if (!Arrays.equals(digest, row.digest())) {
            return "the canonical bytes do not have the digest beside them";
        }
        if (entry == null) {
            return "the event has no salt of 32 bytes";
        }
        try {
            List<String> differing =
                    row.columns().differingFrom(Searchable.of(EventCodec.decode(canonical)));
            return differing.isEmpty()
                    ? null
                    : "columns say something else than the canonical bytes: "
                            + String.join(", ", differing);
        } catch (EventException.Unreadable e) {
            return "the canonical bytes are no event: " + e.getMessage();
        }
    }
}
