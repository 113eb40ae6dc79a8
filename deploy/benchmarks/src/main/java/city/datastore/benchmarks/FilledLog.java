package city.datastore.benchmarks;

import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.EventCodec;
import city.datastore.audit.log.CheckpointSigner;
import city.datastore.audit.log.Commitment;
import city.datastore.audit.log.OpenTiles;
import city.datastore.audit.log.Salt;
import city.datastore.audit.log.Tile;
import city.datastore.audit.logtables.LogTables;
import city.datastore.audit.merkle.Frontier;
import city.datastore.audit.merkle.Hash;
import city.datastore.audit.merkle.TreeHasher;
import city.datastore.audit.names.EventId;
import city.datastore.audit.names.RequestId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Fills the record and the log straight into their tables, as large as wanted: every event is
 * different and written by the real codec, entries, tiles, root and checkpoint are made by the code
 * that the pipeline makes them with; only Kafka and the pipeline are left out. Events lie a year
 * apart from first to last, a partition a month.
 */
final class FilledLog {
    private static final int DIFFERENT = 20_000;
    private static final int BATCH = 50_000;
    private static final int MONTHS = 12;

    /** Other partitions of the topic than those that the pipeline reads. */
    private static final int FIRST_PARTITION = 100;

    private static final int PARTITIONS = 3;

    private static final String EVENT =
            "sequence, id, at, actor, username, actor_agency, owner_agency, dataset, agreement,"
                    + " purpose, action, outcome, canonical, digest, salt, topic_partition,"
                    + " topic_offset";

    private final Connection owner;
    private final LogTables tables;
    private final CheckpointSigner signer;
    private final long most;
    private final List<AuditEvent> templates = new ArrayList<>(DIFFERENT);
    private final Instant end = Instant.now().minus(Duration.ofHours(1));
    private final Instant start = end.minus(Duration.ofDays(330));
    private final Random random = new Random(20261122);
    private final SecureRandom secure = new SecureRandom();
    private final MessageDigest sha256 = sha256();
    private final Commitment commitment = new Commitment();
    private final TreeHasher hasher = new TreeHasher();
    private long filled;

    /**
     * @param most how many events there will be in the end
     */
    FilledLog(Connection owner, LogTables tables, CheckpointSigner signer, long most)
            throws SQLException {
        this.owner = owner;
        this.tables = tables;
        this.signer = signer;
        this.most = most;
        LargeRecord record = new LargeRecord(owner, 0);
        for (int i = 0; i < DIFFERENT; i++) {
            templates.add(record.event(i));
        }
        openMonths();
    }

    private void openMonths() throws SQLException {
        YearMonth first = YearMonth.from(start.atOffset(ZoneOffset.UTC));
        for (int i = 0; i < MONTHS; i++) {
            YearMonth month = first.plusMonths(i);
            execute(
                    "CREATE TABLE audit.event_%s PARTITION OF audit.event FOR VALUES FROM ('%s-01 00:00Z') TO ('%s-01 00:00Z')"
                            .formatted(
                                    month.toString().replace('-', '_'),
                                    month,
                                    month.plusMonths(1)));
        }
    }

    /** Adds events until there are so many; what people search by is indexed afterwards. */
    void fillTo(long size) throws SQLException {
        List<String> indexes = dropIndexes();
        owner.setAutoCommit(false);
        for (long from = tables.head().size(); from < size; from = tables.head().size()) {
            add(from, (int) Math.min(BATCH, size - from));
            owner.commit();
        }
        owner.setAutoCommit(true);
        for (String index : indexes) {
            execute(index);
        }
        execute("VACUUM (ANALYZE) audit.event");
        execute("VACUUM (ANALYZE) audit.leaf");
        execute("VACUUM (ANALYZE) audit.tile");
    }

    private void add(long from, int count) throws SQLException {
        List<Tile> open =
                OpenTiles.paths(from).stream()
                        .map(path -> tables.tile(path).orElseThrow())
                        .toList();
        var tiles = OpenTiles.of(from, open);
        var tree = Frontier.of(from, tables.nodes(from));
        List<AuditEvent> events = new ArrayList<>(count);
        List<byte[]> entries = new ArrayList<>(count);
        var rows = new CopiedIn(owner, "audit.event", EVENT);
        for (int i = 0; i < count; i++) {
            AuditEvent event = event();
            byte[] entry = insert(rows, from + i + 1, event);
            tree.append(hasher.leaf(entry), tiles);
            events.add(event);
            entries.add(entry);
        }
        rows.end();
        insertLeaves(from, events, entries);
        for (Tile tile : tiles.changed()) {
            if (tile.path().full()) {
                insert(tile);
            }
        }
        head(tree);
    }

    private AuditEvent event() {
        AuditEvent like = templates.get(random.nextInt(DIFFERENT));
        Instant at = start.plus(Duration.between(start, end).multipliedBy(filled).dividedBy(most));
        filled++;
        return new AuditEvent(
                EventId.at(at),
                at,
                like.actor(),
                like.action(),
                like.about(),
                like.outcome(),
                new RequestId("b-" + Long.toHexString(random.nextLong())));
    }

    /** Gives the entry that stands for the event in the log. */
    private byte[] insert(CopiedIn rows, long sequence, AuditEvent event) throws SQLException {
        byte[] canonical = EventCodec.encode(event);
        byte[] digest = sha256.digest(canonical);
        Salt salt = Salt.random(secure);
        var about = event.about();
        var dataset = about.dataset();
        rows.row()
                .whole(sequence)
                .uuid(event.id().value())
                .instant(event.at())
                .text(event.actor().person().value())
                .text(event.actor().username())
                .text(event.actor().agency())
                .text(dataset == null ? null : dataset.agency())
                .text(dataset)
                .text(about.agreement())
                .text(about.purpose())
                .text(event.action().name())
                .text(event.outcome().word())
                .bytes(canonical)
                .bytes(digest)
                .bytes(salt.bytes())
                .small(FIRST_PARTITION + (int) (filled % PARTITIONS))
                .whole(filled / PARTITIONS);
        return commitment.entryOfDigest(salt, digest);
    }

    private void insertLeaves(long from, List<AuditEvent> events, List<byte[]> entries)
            throws SQLException {
        var rows = new CopiedIn(owner, "audit.leaf", "leaf_index, event_id, event_at, entry");
        for (int i = 0; i < events.size(); i++) {
            AuditEvent event = events.get(i);
            rows.row()
                    .whole(from + i)
                    .uuid(event.id().value())
                    .instant(event.at())
                    .bytes(entries.get(i));
        }
        rows.end();
    }

    private void insert(Tile tile) throws SQLException {
        Hash root = tile.subtree(8, 0, hasher);
        try (var insert =
                owner.prepareStatement(
                        "INSERT INTO audit.tile (level, tile_index, hashes, root) VALUES (?, ?, ?, ?)")) {
            insert.setInt(1, tile.path().level());
            insert.setLong(2, tile.path().index());
            insert.setBytes(3, tile.bytes());
            insert.setBytes(4, root.bytes());
            insert.executeUpdate();
        }
    }

    private void head(Frontier tree) throws SQLException {
        Instant now = Instant.now();
        try (var update =
                owner.prepareStatement(
                        "UPDATE audit.head SET size = ?, root = ?, checkpoint = ?, signed_at = ?")) {
            update.setLong(1, tree.size());
            update.setBytes(2, tree.root().bytes());
            update.setString(3, signer.sign(tree.size(), tree.root(), now).format());
            update.setObject(4, OffsetDateTime.ofInstant(now, ZoneOffset.UTC));
            update.executeUpdate();
        }
    }

    /** What would make them again. */
    private List<String> dropIndexes() throws SQLException {
        List<String> made = new ArrayList<>();
        try (var statement = owner.createStatement();
                var row =
                        statement.executeQuery(
                                "SELECT indexname, replace(indexdef, ' ON ONLY ', ' ON ')"
                                        + " FROM pg_indexes WHERE schemaname = 'audit'"
                                        + " AND tablename = 'event' AND indexname <> 'event_pkey'")) {
            while (row.next()) {
                execute("DROP INDEX audit." + row.getString(1));
                made.add(row.getString(2));
            }
        }
        return made;
    }

    private void execute(String sql) throws SQLException {
        try (var statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
