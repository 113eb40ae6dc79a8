package city.datastore.audit.trail;

import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds where the newest events are that a reader may see and asks for. */
final class Places {
    private static final String RECORD = "audit.event";

    private final JdbcClient database;
    private final MonthlySearch monthly;

    /**
     * @param few see {@link MonthlySearch}
     */
    Places(DataSource audit, int few) {
        this.database = JdbcClient.create(audit);
        this.monthly = new MonthlySearch(audit, few);
    }

    /**
     * Those before this one, no more than the limit, newest first; the query's text is left out.
     */
    List<Place> newest(TrailScope scope, TrailQuery query, long before, int limit) {
        TrailConditions conditions = TrailConditions.within(scope).and(query);
        if (conditions.several()) {
            return monthly.newest(conditions, query, before, limit);
        }
        TrailConditions earlier = conditions.and(before);
        return database.sql(earlier.newest("sequence, at", RECORD, limit))
                .params(earlier.valuesOfNewest())
                .query(Place::of)
                .list();
    }

    /**
     * The number of the last of so many before this one, newest first; 0 where there are fewer.
     * Only for conditions that are not several.
     */
    long last(TrailConditions conditions, int count) {
        return database.sql(
                        "SELECT sequence FROM (%s) AS newest ORDER BY sequence DESC OFFSET %d"
                                .formatted(conditions.newest("sequence", RECORD, count), count - 1))
                .params(conditions.valuesOfNewest())
                .query(Long.class)
                .optional()
                .orElse(0L);
    }
}
