package city.datastore.audit.verify;

import city.datastore.audit.merkle.Hash;
import city.datastore.audit.merkle.TreeHasher;
import city.datastore.audit.verify.receipt.Entry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Checks stretches of so many tiles on a connection of its own, and says which tiles in them are
 * whole. It finds nothing: what it does not call whole, {@link LogCheck} walks through place by
 * place, and that names what is wrong. One thread.
 */
final class Lane implements AutoCloseable {
    private static final int ID_BYTES = 16;

    /**
     * The tiles of a stretch that are whole, in their order.
     *
     * @param empty whether there is no leaf at all
     */
    record Stretch(boolean empty, List<WholeTile> tiles) {
        Stretch {
            tiles = List.copyOf(tiles);
        }
    }

    private final Connection connection;
    private final Entry entry = new Entry();
    private final TreeHasher hasher = new TreeHasher();
    private final int places;
    private final byte[] entries;
    private final byte[] ids;
    private final long[] times;
    private final boolean[] hasLeaf;
    private final boolean[] hasEvent;
    private final int[] partitions;
    private final long[] offsets;
    private final boolean[] doubtful;
    private final Runs runs = new Runs();

    /**
     * @param connection which sees the tables as all others do; closed with the lane
     * @param tiles how many a stretch has
     */
    Lane(Connection connection, int tiles) {
        this.connection = connection;
        places = tiles * RegrownTree.WIDTH;
        entries = new byte[places * Hash.BYTES];
        ids = new byte[places * ID_BYTES];
        times = new long[places];
        hasLeaf = new boolean[places];
        hasEvent = new boolean[places];
        partitions = new int[places];
        offsets = new long[places];
        doubtful = new boolean[tiles];
    }

    /** Checks the stretch with this number, counted from 0. */
    Stretch check(long number) throws SQLException {
        forget();
        long first = number * places;
        Span span = Span.of(first, first + places);
        if (!readLeaves(first, span)) {
            return new Stretch(true, List.of());
        }
        readEvents(first, span);
        List<WholeTile> whole = new ArrayList<>();
        for (int tile = 0; tile < doubtful.length; tile++) {
            if (!doubtful[tile]
                    && all(hasLeaf, tile)
                    && all(hasEvent, tile)
                    && offsetsGrow(first, tile)) {
                whole.add(new WholeTile(grown(first, tile), runs.list()));
            }
        }
        return new Stretch(false, whole);
    }

    private void forget() {
        Arrays.fill(hasLeaf, false);
        Arrays.fill(hasEvent, false);
        Arrays.fill(doubtful, false);
    }

    private static boolean all(boolean[] has, int tile) {
        for (int i = tile * RegrownTree.WIDTH; i < (tile + 1) * RegrownTree.WIDTH; i++) {
            if (!has[i]) {
                return false;
            }
        }
        return true;
    }

    /** Keeps what the leaves say, and says whether there is any. */
    private boolean readLeaves(long first, Span span) throws SQLException {
        boolean any = false;
        try (CopiedRows row = LeafRow.copied(connection, span)) {
            while (row.next()) {
                any = true;
                long index = row.whole(LeafRow.INDEX);
                if (!isWithin(index, first)) {
                    continue;
                }
                int place = (int) (index - first);
                if (hasLeaf[place]
                        || row.length(LeafRow.ID) != ID_BYTES
                        || row.length(LeafRow.AT) != Long.BYTES
                        || row.length(LeafRow.ENTRY) != Hash.BYTES) {
                    doubtful[place / RegrownTree.WIDTH] = true;
                    continue;
                }
                hasLeaf[place] = true;
                times[place] = row.whole(LeafRow.AT);
                row.copy(LeafRow.ID, ids, place * ID_BYTES);
                row.copy(LeafRow.ENTRY, entries, place * Hash.BYTES);
            }
        }
        return any;
    }

    /** An index that is broken may give a row that was not asked for: then nothing is whole. */
    private boolean isWithin(long index, long first) {
        boolean within = index >= first && index < first + places;
        if (!within) {
            Arrays.fill(doubtful, true);
        }
        return within;
    }

    private void readEvents(long first, Span span) throws SQLException {
        try (CopiedRows row = EventRow.copied(connection, span)) {
            var look = new QuickLook(row);
            while (row.next()) {
                long index = row.whole(EventRow.SEQUENCE) - 1;
                if (!isWithin(index, first)) {
                    continue;
                }
                int place = (int) (index - first);
                if (hasEvent[place] || !fits(row, place, look)) {
                    doubtful[place / RegrownTree.WIDTH] = true;
                }
                hasEvent[place] = true;
                partitions[place] = row.small(EventRow.PARTITION);
                offsets[place] = row.whole(EventRow.OFFSET);
            }
        }
    }

    /** Whether the event leads to the leaf of its place, and its columns follow from it. */
    private boolean fits(CopiedRows row, int place, QuickLook look) {
        if (!hasLeaf[place]
                || row.length(EventRow.SALT) != Entry.SALT_BYTES
                || row.length(EventRow.CANONICAL) < 0
                || row.length(EventRow.PARTITION) != Integer.BYTES
                || row.length(EventRow.OFFSET) != Long.BYTES) {
            return false;
        }
        byte[] digest =
                entry.digest(
                        row.bytes(), row.start(EventRow.CANONICAL), row.length(EventRow.CANONICAL));
        byte[] own = entry.of(row.bytes(), row.start(EventRow.SALT), digest);
        int leaf = place * Hash.BYTES;
        int id = place * ID_BYTES;
        return row.is(EventRow.DIGEST, digest, 0, digest.length)
                && Arrays.equals(own, 0, own.length, entries, leaf, leaf + Hash.BYTES)
                && row.is(EventRow.ID, ids, id, id + ID_BYTES)
                && row.length(EventRow.AT) == Long.BYTES
                && row.whole(EventRow.AT) == times[place]
                && (look.isSure() || isSound(row));
    }

    /** The long way, for the few that a quick look says nothing of. */
    private boolean isSound(CopiedRows row) {
        Judged judged = Judged.of(EventRow.of(row), entry);
        return judged.fault() == null && judged.announcement() == null;
    }

    /** Gathers by which parts of the topic the events of the tile came, in their order. */
    private boolean offsetsGrow(long first, int tile) {
        runs.clear();
        int from = tile * RegrownTree.WIDTH;
        for (int place = from; place < from + RegrownTree.WIDTH; place++) {
            if (!runs.grow(partitions[place], offsets[place], first + place)) {
                return false;
            }
        }
        return true;
    }

    /** The tile that the leaves of these places give. */
    private RegrownTree.FullTile grown(long first, int tile) {
        byte[] hashes = new byte[RegrownTree.WIDTH * Hash.BYTES];
        Hash[] level = new Hash[RegrownTree.WIDTH];
        int from = tile * RegrownTree.WIDTH;
        for (int i = 0; i < level.length; i++) {
            level[i] = hasher.leaf(entries, (from + i) * Hash.BYTES, Hash.BYTES);
            level[i].copyTo(hashes, i * Hash.BYTES);
        }
        for (int width = level.length / 2; width > 0; width /= 2) {
            for (int i = 0; i < width; i++) {
                level[i] = hasher.node(level[2 * i], level[2 * i + 1]);
            }
        }
        long index = first / RegrownTree.WIDTH + tile;
        return new RegrownTree.FullTile(0, index, hashes, level[0]);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
