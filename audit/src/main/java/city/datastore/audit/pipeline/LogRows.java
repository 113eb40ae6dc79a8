package city.datastore.audit.pipeline;

import city.datastore.audit.log.CheckpointSigner;
import city.datastore.audit.log.Commitment;
import city.datastore.audit.log.Tile;
import city.datastore.audit.logtables.LogHead;
import city.datastore.audit.logtables.LogTables;
import city.datastore.audit.merkle.TreeHasher;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Adds to the tables of the log: leaves, the tiles that they fill, and the head with a checkpoint
 * signed for it by the log's quick key, all in the transaction of whoever calls.
 *
 * <p>Keeps the tree's edge of the last transaction that was committed; the locked head says whether
 * that is still how the tree stands. Where it is not, another sequencer was at work, and its tree
 * has to continue the one that is kept, under a checkpoint of the same key: what an owner of the
 * database wrote, or an older database that was put back, is not signed on.
 */
final class LogRows {
    private final JdbcTemplate database;
    private final LogTables tables;
    private final CheckpointSigner signer;
    private final Clock clock;
    private final Commitment commitment = new Commitment();
    private @Nullable GrowingTree committed;
    private @Nullable GrowingTree growing;

    LogRows(DataSource audit, CheckpointSigner signer, Clock clock) {
        this.database = new JdbcTemplate(audit);
        this.tables = new LogTables(audit);
        this.signer = signer;
        this.clock = clock;
    }

    /**
     * Locks the head until the transaction ends.
     *
     * @return the sequence of the next event, from 1
     * @throws IllegalStateException when the tables do not hold the tree that the head names, this
     *     platform's key has not signed for that tree, or it does not continue what was there
     *     before: nothing may then be added
     */
    long lock() {
        LogHead head = tables.lockedHead();
        GrowingTree tree = committed;
        if (tree == null || tree.size() != head.size() || !tree.root().equals(head.root())) {
            tree = load(head);
            committed = tree;
        }
        growing = tree.copy();
        return head.size() + 1;
    }

    private GrowingTree load(LogHead head) {
        GrowingTree tree = GrowingTree.load(head.size(), tables);
        if (!tree.root().equals(head.root())) {
            throw new IllegalStateException(
                    "the head of the log does not match its tiles; run ./dev verify-audit");
        }
        if (head.size() > 0 && !signer.signed(head.checkpoint(), head.size(), head.root())) {
            throw new IllegalStateException(
                    "the log's checkpoint is missing, speaks of another tree, or was signed by"
                            + " other keys than this platform's; run ./dev verify-audit");
        }
        if (committed != null && !tables.continued(committed.size(), committed.root(), head)) {
            throw new IllegalStateException(
                    "the log does not continue what it was before; see"
                            + " docs/runbooks/audit-check.md");
        }
        return tree;
    }

    /** Adds a leaf for each event, in their order; {@link #lock} comes first. */
    void add(List<Sequenced> events) {
        GrowingTree tree = growing;
        if (tree == null) {
            throw new IllegalStateException("the head has to be locked first");
        }
        if (events.isEmpty()) {
            return;
        }
        int count = events.size();
        UUID[] ids = new UUID[count];
        long[] times = new long[count];
        byte[][] entries = new byte[count][];
        for (int i = 0; i < count; i++) {
            Sequenced event = events.get(i);
            entries[i] = event.entry(commitment);
            tree.append(entries[i]);
            ids[i] = event.arrival().event().id().value();
            times[i] = event.arrival().event().at().toEpochMilli();
        }
        database.update(
                "INSERT INTO audit.leaf (leaf_index, event_id, event_at, entry)"
                        + " SELECT ? + number - 1, id, 'epoch'::timestamptz"
                        + " + at / 1000 * interval '1 s' + at % 1000 * interval '1 ms',"
                        + " entry FROM unnest(?::uuid[], ?::bigint[], ?::bytea[])"
                        + " WITH ORDINALITY AS leaf (id, at, entry, number)",
                events.getFirst().sequence() - 1, ids, times, entries);
        insertTiles(tree.filled());
        Instant now = clock.instant();
        database.update(
                "UPDATE audit.head SET size = ?, root = ?, checkpoint = ?, signed_at = ?",
                tree.size(),
                tree.root().bytes(),
                signer.sign(tree.size(), tree.root(), now).format(),
                now.atOffset(ZoneOffset.UTC));
    }

    private void insertTiles(List<Tile> tiles) {
        TreeHasher hasher = new TreeHasher();
        for (Tile tile : tiles) {
            database.update(
                    "INSERT INTO audit.tile (level, tile_index, hashes, root) VALUES (?, ?, ?, ?)",
                    tile.path().level(),
                    tile.path().index(),
                    tile.bytes(),
                    tile.subtree(8, 0, hasher).bytes());
        }
    }

    /** Says that the transaction was committed. */
    void keep() {
        committed = growing;
        growing = null;
    }
}
