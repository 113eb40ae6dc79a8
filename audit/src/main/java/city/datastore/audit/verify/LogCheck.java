package city.datastore.audit.verify;

import city.datastore.audit.verify.Finding.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Goes once over all events and leaves, side by side, and grows the log anew from them: in whole
 * tiles where there are any, place by place everywhere else.
 */
final class LogCheck {
    private final Connection connection;
    private final ExecutorService workers;
    private final TileRows tiles;
    private final Claims claims;
    private final TopicOrder order;
    private final PrunedBodies pruned;
    private final Findings findings;
    private final RegrownLog log;
    private final Doubts doubts = new Doubts();
    private long places;
    private long next;

    /** Up to where everything has been looked at. */
    private long walked;

    /**
     * @param workers who judge events beside each other
     */
    LogCheck(
            Connection connection,
            ExecutorService workers,
            TileRows tiles,
            Claims claims,
            TopicOrder order,
            PrunedBodies pruned,
            Findings findings) {
        this.connection = connection;
        this.workers = workers;
        this.tiles = tiles;
        this.claims = claims;
        this.order = order;
        this.pruned = pruned;
        this.findings = findings;
        this.log = new RegrownLog(claims.sizes(), tiles);
    }

    /** Checks everything, and says how many places were looked at. */
    long run(Stretches stretches) throws SQLException, InterruptedException {
        walk(Span.before(0));
        for (Lane.Stretch stretch = stretches.next();
                !stretch.empty();
                stretch = stretches.next()) {
            for (WholeTile tile : stretch.tiles()) {
                pass(tile);
            }
        }
        walk(Span.from(walked));
        walk(Span.nowhere());
        if (claims.size() != Long.MAX_VALUE) {
            gap(claims.size());
        }
        if (!log.isCut()) {
            tiles.nothingLeft();
        }
        claims.settle(log);
        doubts.settle(log, claims, findings);
        pruned.settle();
        return places;
    }

    /** Goes on by a whole tile at once, where nothing outside of it asks for each of its places. */
    private void pass(WholeTile tile) throws SQLException, InterruptedException {
        long first = tile.first();
        if (tile.end() > claims.size() || log.hasSizeWithin(first, tile.end())) {
            return;
        }
        if (walked < first) {
            walk(Span.of(walked, first));
            walked = first;
        }
        if (!order.continues(tile.runs()) || pruned.deletedAny(first, tile.end())) {
            return;
        }
        gap(first);
        log.append(tile.tile());
        order.pass(tile.runs());
        places += RegrownTree.WIDTH;
        walked = tile.end();
        next = walked;
    }

    private void walk(Span span) throws SQLException, InterruptedException {
        try (var events = new JudgedEvents(EventRow.of(connection, span), workers);
                var leaves = LeafRow.of(connection, span)) {
            while (events.peek() != null || leaves.peek() != null) {
                step(events, leaves);
                places++;
            }
        }
    }

    private void step(JudgedEvents events, Rows<LeafRow> leaves)
            throws SQLException, InterruptedException {
        Judged event = events.peek();
        LeafRow leaf = leaves.peek();
        long at =
                Math.min(
                        event == null ? Long.MAX_VALUE : event.index(),
                        leaf == null ? Long.MAX_VALUE : leaf.index());
        if (event != null && event.index() != at) {
            event = null;
        }
        if (leaf != null && leaf.index() != at) {
            leaf = null;
        }
        if (leaf != null) {
            var _ = leaves.take();
        }
        if (event != null) {
            event = onlyEvent(event, leaf, events);
        }
        if (at < next) {
            findings.add(
                    Kind.INSERTED,
                    at,
                    time(event, leaf),
                    "no such place is in the record, or another row has it");
        } else if (at >= claims.size()) {
            findings.add(
                    Kind.INSERTED,
                    at,
                    time(event, leaf),
                    (event == null ? "a leaf" : leaf == null ? "an event" : "an event and its leaf")
                            + " beyond the last entry that is signed for, number "
                            + (claims.size() - 1));
        } else {
            gap(at);
            place(at, event, leaf);
            next = at + 1;
        }
    }

    /** Takes all events that claim one place: the one that fits the leaf has it, else the first. */
    private Judged onlyEvent(Judged first, @Nullable LeafRow leaf, JudgedEvents events)
            throws SQLException, InterruptedException {
        Judged only = first;
        events.advance();
        for (Judged other = events.peek();
                other != null && other.index() == first.index();
                other = events.peek()) {
            events.advance();
            boolean fits = fits(other, leaf) && !fits(only, leaf);
            second(fits ? only : other);
            only = fits ? other : only;
        }
        return only;
    }

    private static boolean fits(Judged event, @Nullable LeafRow leaf) {
        return event.fault() == null
                && leaf != null
                && event.entry() != null
                && Arrays.equals(event.entry(), leaf.entry());
    }

    private void second(Judged event) {
        findings.add(
                Kind.INSERTED,
                event.index(),
                event.at(),
                "a second event has this place in the record");
    }

    /** Leaf and event are both missing from the next place up to this one. */
    private void gap(long until) throws SQLException {
        if (next >= until) {
            return;
        }
        long count = until - next;
        findings.add(
                Kind.MISSING,
                next,
                null,
                count == 1
                        ? "event and leaf are missing"
                        : "events and leaves of %d entries are missing".formatted(count));
        boolean known = true;
        for (long at = next; at < until && known; at++) {
            known = log.appendFromTile();
        }
        next = until;
    }

    private void place(long at, @Nullable Judged event, @Nullable LeafRow leaf)
            throws SQLException {
        if (event != null) {
            order.next(event);
            notePruning(event, at, leaf);
        }
        byte[] ofEvent = event == null ? null : event.entry();
        byte[] ofLeaf = leaf == null ? null : leaf.entry();
        String fault = event == null ? null : event.fault();
        if (event == null) {
            if (leaf == null || !pruned.explains(leaf)) {
                findings.add(
                        Kind.MISSING,
                        at,
                        time(event, leaf),
                        "the event is missing, its leaf is there");
            }
        } else if (ofLeaf == null) {
            findings.add(
                    Kind.MISSING, at, time(event, leaf), "the leaf is missing, its event is there");
        }
        if (ofEvent != null && ofLeaf != null && !Arrays.equals(ofEvent, ofLeaf)) {
            doubts.add(at, time(event, leaf), fault);
            log.append(ofLeaf, ofEvent);
            return;
        }
        if (fault == null && event != null && leaf != null) {
            fault = leafOfAnother(event, leaf);
        }
        if (fault != null) {
            findings.add(Kind.ALTERED, at, time(event, leaf), fault);
        }
        if (ofLeaf != null) {
            log.append(ofLeaf);
        } else if (ofEvent != null) {
            log.append(ofEvent);
        } else {
            var _ = log.appendFromTile();
        }
    }

    private void notePruning(Judged event, long at, @Nullable LeafRow leaf) throws SQLException {
        if (event.announcement() != null && event.fault() == null) {
            pruned.announcedBy(event.announcement());
        }
        if (pruned.deleted(at)) {
            findings.add(
                    Kind.INSERTED,
                    at,
                    time(event, leaf),
                    "the body is on record as deleted under the retention policy, and is there");
        }
    }

    private static @Nullable String leafOfAnother(Judged event, LeafRow leaf) {
        boolean same =
                Objects.equals(event.id(), leaf.id()) && Objects.equals(event.at(), leaf.at());
        return same || leaf.entry() == null ? null : "the leaf names another event or another time";
    }

    private static @Nullable Instant time(@Nullable Judged event, @Nullable LeafRow leaf) {
        Instant at = event == null ? null : event.at();
        return at == null && leaf != null ? leaf.at() : at;
    }
}
