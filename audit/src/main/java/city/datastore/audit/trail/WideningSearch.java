package city.datastore.audit.trail;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds the newest events that meet several conditions at once.
 *
 * <p>Each condition has an index of its own, and events that meet all may be rare though each is
 * frequent: walking down one index until a page is full may then read most of it. So it looks
 * through a window of the newest places first, where the database puts the indexes together, and
 * goes on with a larger one before it as long as the page is not full.
 */
final class WideningSearch {
    static final long FIRST_WINDOW = 1 << 16;

    private static final int WIDENS_BY = 8;

    private final JdbcClient database;
    private final long firstWindow;

    /**
     * @param firstWindow how many places the first window has
     */
    WideningSearch(JdbcClient database, long firstWindow) {
        this.database = database;
        this.firstWindow = firstWindow;
    }

    /**
     * Reads the newest of the events before a place, no more than the limit, newest first.
     *
     * @param select the statement that reads at the places which it is given
     */
    <T> List<T> newest(
            TrailConditions conditions, long before, int limit, Select select, RowMapper<T> row) {
        List<T> found = new ArrayList<>();
        long until = Math.min(before, next());
        long width = firstWindow;
        while (found.size() < limit && until > 1) {
            long from = Math.max(1, until - width);
            found.addAll(
                    database.sql(select.of(conditions.everyWithin(limit - found.size())))
                            .params(conditions.valuesOfEveryWithin(from, until))
                            .query(row)
                            .list());
            until = from;
            width *= WIDENS_BY;
        }
        return found;
    }

    /** A statement that reads at places, newest first. */
    interface Select {
        String of(String places);
    }

    private long next() {
        return database.sql("SELECT size + 1 FROM audit.head").query(Long.class).single();
    }
}
