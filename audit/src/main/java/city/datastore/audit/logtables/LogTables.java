package city.datastore.audit.logtables;

import city.datastore.audit.log.EntryBundle;
import city.datastore.audit.log.Tile;
import city.datastore.audit.log.TileNodes;
import city.datastore.audit.log.TilePath;
import city.datastore.audit.merkle.Hash;
import city.datastore.audit.merkle.Nodes;
import city.datastore.audit.merkle.ProofException;
import city.datastore.audit.merkle.Proofs;
import city.datastore.audit.merkle.TreeHasher;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads the log out of its tables. Full tiles lie there as they are published; a tile that still
 * grows is worked out from the leaves, or from the roots of the tiles below it. Thread-safe.
 */
public final class LogTables {
    private static final String HEAD = "SELECT size, root, checkpoint, signed_at FROM audit.head";

    private static final String COSIGNED =
            "SELECT size, root, checkpoint, signed_at FROM audit.cosigned";

    private final JdbcClient database;

    public LogTables(DataSource audit) {
        this.database = JdbcClient.create(audit);
    }

    /** The tree and its checkpoint as committed now. */
    public LogHead head() {
        return database.sql(HEAD).query(LogTables::headOf).single();
    }

    /**
     * The tree as it stood when all keys of the log and the witnesses were last asked for their
     * signatures, and the checkpoint with them; nothing before the first time.
     */
    public Optional<LogHead> cosigned() {
        return database.sql(COSIGNED).query(LogTables::headOf).optional();
    }

    /** {@link #cosigned} where it covers this leaf, {@link #head} otherwise. */
    public LogHead bestFor(long leafIndex) {
        return database.sql(
                        "SELECT size, root, checkpoint, signed_at FROM (SELECT 1 AS preference, *"
                                + " FROM ("
                                + COSIGNED
                                + " WHERE size > ?) AS cosigned UNION ALL SELECT 2, * FROM ("
                                + HEAD
                                + ") AS head) AS known ORDER BY preference LIMIT 1")
                .param(leafIndex)
                .query(LogTables::headOf)
                .single();
    }

    /**
     * The same as {@link #head}, held by this transaction: until it ends nobody else can add to the
     * log.
     */
    public LogHead lockedHead() {
        return database.sql(HEAD + " FOR UPDATE").query(LogTables::headOf).single();
    }

    /** The tile, as wide as asked for; nothing when the tables do not hold that many hashes. */
    public Optional<Tile> tile(TilePath.Hashes path) {
        return path.full() ? stored(path).or(() -> growing(path)) : growing(path);
    }

    private Optional<Tile> stored(TilePath.Hashes path) {
        return database.sql("SELECT hashes FROM audit.tile WHERE level = ? AND tile_index = ?")
                .params(path.level(), path.index())
                .query((row, _) -> row.getBytes(1))
                .optional()
                .map(bytes -> Tile.of(path, bytes));
    }

    private Optional<Tile> growing(TilePath.Hashes path) {
        List<Hash> hashes = path.level() == 0 ? leaves(path) : roots(path);
        return hashes.size() == path.width()
                ? Optional.of(Tile.of(path.level(), path.index(), hashes))
                : Optional.empty();
    }

    private List<Hash> leaves(TilePath.Hashes path) {
        var hasher = new TreeHasher();
        return entries(path.index(), path.width()).stream().map(hasher::leaf).toList();
    }

    private List<Hash> roots(TilePath.Hashes path) {
        long first = path.index() * TilePath.FULL;
        return database.sql(
                        "SELECT root FROM audit.tile WHERE level = ? AND tile_index >= ?"
                                + " AND tile_index < ? ORDER BY tile_index")
                .params(path.level() - 1, first, first + path.width())
                .query((row, _) -> Hash.of(row.getBytes(1)))
                .list();
    }

    /** The bundle of entries; nothing when the tables do not hold that many. */
    public Optional<byte[]> bundle(TilePath.Entries path) {
        List<byte[]> entries = entries(path.index(), path.width());
        return entries.size() == path.width()
                ? Optional.of(EntryBundle.encode(entries))
                : Optional.empty();
    }

    private List<byte[]> entries(long bundle, int width) {
        long first = bundle * TilePath.FULL;
        return database.sql(
                        "SELECT entry FROM audit.leaf WHERE leaf_index >= ? AND leaf_index < ?"
                                + " ORDER BY leaf_index")
                .params(first, first + width)
                .query((row, _) -> row.getBytes(1))
                .list();
    }

    /**
     * The nodes of the tree as it was at this size, for one proof or one batch of proofs.
     *
     * @return nodes that throw {@link IllegalStateException} where the tables lack what they must
     *     hold
     */
    public Nodes nodes(long size) {
        return new TileNodes(
                size,
                path ->
                        tile(path)
                                .orElseThrow(() ->
                                        new IllegalStateException(
                                                "the tables do not hold " + path.path())));
    }

    /**
     * Whether the tree of this head continues the one of that size and root, as the tables prove
     * it. What they lack proves nothing.
     */
    public boolean continued(long size, Hash root, LogHead head) {
        if (size == 0) {
            return true;
        }
        try {
            Proofs.consistency(size, head.size(), nodes(head.size())).verify(root, head.root());
            return true;
        } catch (ProofException | IllegalStateException _) {
            return false;
        }
    }

    private static LogHead headOf(ResultSet row, int number) throws SQLException {
        var signedAt = row.getObject("signed_at", OffsetDateTime.class);
        return new LogHead(
                row.getLong("size"),
                Hash.of(row.getBytes("root")),
                row.getString("checkpoint"),
                signedAt == null ? null : signedAt.toInstant());
    }
}
