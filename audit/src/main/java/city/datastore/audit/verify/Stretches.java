package city.datastore.audit.verify;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * All stretches of the log by their order, checked in several lanes beside each other, from the
 * moment that it is made. At most {@value #AHEAD} of a lane are in hand.
 */
final class Stretches implements AutoCloseable {
    private static final int AHEAD = 2;
    private static final int MAX_LANES = 4;

    private final List<Lane> lanes = new ArrayList<>();
    private final List<ExecutorService> threads = new ArrayList<>();
    private final Deque<Future<Lane.Stretch>> ahead = new ArrayDeque<>();
    private long asked;

    /** Opens a connection that sees the tables as they were at the one instant. */
    @FunctionalInterface
    interface Connections {
        Connection open() throws SQLException;
    }

    /**
     * @param tiles how many a stretch has
     */
    Stretches(Connections connections, int tiles) throws SQLException {
        int wanted = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MAX_LANES);
        try {
            while (lanes.size() < wanted) {
                lanes.add(new Lane(connections.open(), tiles));
                threads.add(Executors.newSingleThreadExecutor());
            }
        } catch (SQLException e) {
            close();
            throw e;
        }
        askAhead();
    }

    private void askAhead() {
        while (ahead.size() < AHEAD * lanes.size()) {
            long number = asked++;
            int lane = (int) (number % lanes.size());
            ahead.add(threads.get(lane).submit(() -> lanes.get(lane).check(number)));
        }
    }

    /** The next stretch; empty ones go on for ever. */
    Lane.Stretch next() throws SQLException, InterruptedException {
        askAhead();
        try {
            return ahead.remove().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException cause) {
                throw cause;
            }
            throw new IllegalStateException("a stretch of the log could not be checked", e);
        }
    }

    /** Waits for what is under way, which is little. */
    @Override
    public void close() throws SQLException {
        ahead.forEach(stretch -> stretch.cancel(false));
        threads.forEach(ExecutorService::close);
        for (Lane lane : lanes) {
            lane.close();
        }
    }
}
