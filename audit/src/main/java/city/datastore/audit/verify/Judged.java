package city.datastore.audit.verify;

import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.EventCodec;
import city.datastore.audit.event.EventException;
import city.datastore.audit.event.Outcome;
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
 * @param announcement what it says would be deleted; null for nearly every event
 */
@SuppressWarnings("ArrayRecordComponent") // never compared as a whole
record Judged(
        long index,
        @Nullable UUID id,
        @Nullable Instant at,
        byte @Nullable [] entry,
        @Nullable String fault,
        int partition,
        long offset,
        PrunedBodies.@Nullable Announcement announcement) {
    private static final String PRUNE = "retention.prune";

    static Judged of(EventRow row, Entry with) {
        byte[] canonical = row.canonical();
        byte[] salt = row.salt();
        byte[] digest = canonical == null ? null : with.digest(canonical);
        byte[] entry =
                digest == null || salt == null || salt.length != Entry.SALT_BYTES
                        ? null
                        : with.of(salt, digest);
        String fault = brokenRow(row, canonical, digest, entry);
        PrunedBodies.Announcement announcement = null;
        if (fault == null && canonical != null) {
            try {
                AuditEvent event = EventCodec.decode(canonical);
                fault = otherColumns(row, event);
                announcement = fault == null ? announcement(event) : null;
            } catch (EventException.Unreadable e) {
                fault = "the canonical bytes are no event: " + e.getMessage();
            }
        }
        return new Judged(
                row.index(),
                row.columns().id(),
                row.columns().at(),
                entry,
                fault,
                row.partition(),
                row.offset(),
                announcement);
    }

    private static @Nullable String brokenRow(
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
        return entry == null ? "the event has no salt of 32 bytes" : null;
    }

    private static @Nullable String otherColumns(EventRow row, AuditEvent event) {
        List<String> differing = row.columns().differingFrom(Searchable.of(event));
        return differing.isEmpty()
                ? null
                : "columns say something else than the canonical bytes: "
                        + String.join(", ", differing);
    }

    private static PrunedBodies.@Nullable Announcement announcement(AuditEvent event) {
        if (!event.action().name().equals(PRUNE) || !(event.outcome() instanceof Outcome.Allowed)) {
            return null;
        }
        var details = event.about().details();
        return new PrunedBodies.Announcement(
                event.id().value(),
                event.at(),
                details.getOrDefault("bodies", ""),
                details.getOrDefault("digest", ""));
    }
}
