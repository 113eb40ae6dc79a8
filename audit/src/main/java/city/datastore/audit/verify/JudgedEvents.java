package city.datastore.audit.verify;

import city.datastore.audit.verify.receipt.Entry;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Events by their sequence, each judged by itself; batches are judged beside each other while the
 * next ones are read. At most {@value #AHEAD} batches of {@value #BATCH} events are in hand.
 */
final class JudgedEvents implements AutoCloseable {
    private static final int BATCH = 256;
    private static final int AHEAD = 6;

    /** As many threads as there can be work for. */
    static ExecutorService workers() {
        return Executors.newFixedThreadPool(
                Math.clamp(Runtime.getRuntime().availableProcessors(), 1, AHEAD));
    }

    private final Rows<EventRow> rows;
    private final ExecutorService workers;
    private final Deque<Future<List<Judged>>> ahead = new ArrayDeque<>();
    private Iterator<Judged> batch = List.<Judged>of().iterator();
    private @Nullable Judged next;

    JudgedEvents(Rows<EventRow> rows, ExecutorService workers)
            throws SQLException, InterruptedException {
        this.rows = rows;
        this.workers = workers;
        advance();
    }

    @Nullable Judged peek() {
        return next;
    }

    void advance() throws SQLException, InterruptedException {
        if (!batch.hasNext()) {
            fill();
            Future<List<Judged>> oldest = ahead.poll();
            batch = oldest == null ? batch : result(oldest).iterator();
        }
        next = batch.hasNext() ? batch.next() : null;
    }

    private void fill() throws SQLException {
        while (ahead.size() < AHEAD && rows.peek() != null) {
            List<EventRow> events = new ArrayList<>(BATCH);
            for (EventRow row = rows.take(); row != null; row = rows.take()) {
                events.add(row);
                if (events.size() == BATCH) {
                    break;
                }
            }
            ahead.add(workers.submit(() -> judge(events)));
        }
    }

    private static List<Judged> judge(List<EventRow> events) {
        Entry entry = new Entry();
        return events.stream().map(event -> Judged.of(event, entry)).toList();
    }

    private static List<Judged> result(Future<List<Judged>> batch) throws InterruptedException {
        try {
            return batch.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a batch of events could not be judged", e);
        }
    }

    @Override
    public void close() throws SQLException {
        ahead.forEach(batch -> batch.cancel(true));
        rows.close();
    }
}
