package city.datastore.audit.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.datastore.audit.verify.Finding.Kind;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.Period;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The bodies that were deleted under the retention policy, as the tables say; believed only where
 * an event in the log announced just that deletion. Walked through once, by index.
 */
final class PrunedBodies implements AutoCloseable {
    /** What an event in the log said would be deleted, and when it said so. */
    record Announcement(UUID id, Instant at, String bodies, String digest) {}

    private static final int FETCH = 1024;
    private static final int FEWEST_MONTHS = 6;

    /** An act of deletion, and what its stretches come to while they go by. */
    private static final class Act {
        final @Nullable Deletion deletion;
        final Period kept;
        final long bodies;
        final @Nullable UUID announcement;
        final MessageDigest digest = sha256();
        long first = Finding.NO_INDEX;
        long counted;

        Act(ResultSet row) throws SQLException {
            Instant at = LeafRow.instant(row, 2);
            kept = Period.of(row.getInt(3), row.getInt(4), row.getInt(5));
            deletion = at == null ? null : new Deletion(at, kept);
            bodies = row.getLong(6);
            announcement = row.getObject(7, UUID.class);
        }

        @Nullable Instant at() {
            return deletion == null ? null : deletion.at();
        }

        void add(Stretch stretch) {
            String line = stretch.first() + "-" + stretch.last();
            digest.update((counted == 0 ? line : "\n" + line).getBytes(UTF_8));
            first = counted == 0 ? stretch.first() : first;
            counted += stretch.last() - stretch.first() + 1;
        }
    }

    private record Stretch(long first, long last, long pruning) {}

    private final Map<Long, Act> acts = new LinkedHashMap<>();
    private final Rows<Stretch> stretches;
    private final Instant now;
    private final Findings findings;
    private final Map<UUID, Announcement> announced = new HashMap<>();
    private final Set<UUID> announcements = new HashSet<>();

    /** Announcements that were deleted themselves, with the times of their leaves. */
    private final Map<UUID, Instant> announcementsGone = new HashMap<>();

    private @Nullable Stretch current;
    private long count;

    /**
     * @param now by the clock of whoever checks
     */
    PrunedBodies(Connection connection, Instant now, Findings findings) throws SQLException {
        this.now = now;
        this.findings = findings;
        try (var rows =
                new Rows<>(
                        connection,
                        FETCH,
                        row -> Map.entry(row.getLong(1), new Act(row)),
                        "SELECT number, pruned_at, extract(year FROM kept)::int, extract(month FROM"
                                + " kept)::int, extract(day FROM kept)::int, bodies, announcement"
                                + " FROM audit.pruning ORDER BY number")) {
            for (var row = rows.take(); row != null; row = rows.take()) {
                Act act = row.getValue();
                acts.put(row.getKey(), act);
                if (act.announcement != null) {
                    announcements.add(act.announcement);
                }
            }
        }
        stretches =
                new Rows<>(
                        connection,
                        FETCH,
                        row -> new Stretch(row.getLong(1), row.getLong(2), row.getLong(3)),
                        "SELECT first_index, last_index, pruning FROM audit.pruned"
                                + " ORDER BY first_index");
        advance();
    }

    /** How many bodies are gone and on record as deleted. */
    long count() {
        return count;
    }

    void announcedBy(Announcement announcement) {
        announced.put(announcement.id(), announcement);
    }

    /** Whether the body of this leaf, which is not there, is on record as deleted. */
    boolean explains(LeafRow leaf) throws SQLException {
        Act act = actOf(leaf.index());
        if (act == null) {
            return false;
        }
        count++;
        UUID id = leaf.id();
        Instant at = leaf.at();
        if (id != null && at != null && announcements.contains(id)) {
            announcementsGone.put(id, at);
        }
        if (at != null && act.deletion != null && !act.deletion.wasDue(at)) {
            findings.add(
                    Kind.MISSING,
                    leaf.index(),
                    at,
                    "the body was deleted before its term of " + act.kept + " was over");
        }
        return true;
    }

    /** Whether the body at this place, which is there, is on record as deleted. */
    boolean deleted(long index) throws SQLException {
        return actOf(index) != null;
    }

    /** Whether any body from the first place up to before the end is on record as deleted. */
    boolean deletedAny(long first, long end) throws SQLException {
        while (current != null && current.last() < first) {
            advance();
        }
        return current != null && current.first() < end;
    }

    private @Nullable Act actOf(long index) throws SQLException {
        while (current != null && current.last() < index) {
            advance();
        }
        return current == null || current.first() > index ? null : acts.get(current.pruning());
    }

    private void advance() throws SQLException {
        current = stretches.take();
        Act act = current == null ? null : acts.get(current.pruning());
        if (current != null && act != null) {
            act.add(current);
        }
    }

    /** Holds the acts against what the log announced, once all events have been seen. */
    void settle() throws SQLException {
        while (current != null) {
            advance();
        }
        for (Act act : acts.values()) {
            if (act.kept.toTotalMonths() < FEWEST_MONTHS) {
                missing(
                        act,
                        "bodies were deleted after %s, six months is the shortest term"
                                .formatted(act.kept));
            }
            Instant announcedAt = announcedAt(act);
            if (announcedAt == null) {
                missing(
                        act,
                        "the bodies of %d entries from here on are gone, and no event in the log announced their deletion"
                                .formatted(act.counted));
            } else if (act.deletion == null
                    || act.deletion.isStillToCome(now)
                    || !act.deletion.isNear(announcedAt)) {
                missing(
                        act,
                        "the bodies of %d entries from here on are gone: announced at %s, they are said to have been deleted at %s"
                                .formatted(act.counted, announcedAt, act.at()));
            }
        }
    }

    private void missing(Act act, String what) {
        findings.add(Kind.MISSING, act.first, act.at(), what);
    }

    /**
     * When the log announced just this deletion, if it did. An announcement that was deleted
     * itself, years later, can no longer be read.
     */
    private @Nullable Instant announcedAt(Act act) {
        String digest = HexFormat.of().formatHex(act.digest.digest());
        if (act.announcement == null || act.counted != act.bodies) {
            return null;
        }
        Announcement said = announced.get(act.announcement);
        if (said == null) {
            return announcementsGone.get(act.announcement);
        }
        boolean same =
                said.digest().equals(digest) && said.bodies().equals(Long.toString(act.bodies));
        return same ? said.at() : null;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public void close() throws SQLException {
        stretches.close();
    }
}
