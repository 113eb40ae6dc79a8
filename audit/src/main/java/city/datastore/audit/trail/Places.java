package city.datastore.audit.trail;

import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds where the newest events are that a reader may see and asks for. */
final class Places {
    private final JdbcClient database;
    private final MonthlySearch monthly;

    Places(DataSource audit) {
        this.database = JdbcClient.create(audit);
        this.monthly = new MonthlySearch(audit);
    }

    /**
     * Those before this one, no more than the limit, newest first; the query's text is left out.
     */
    List<Place> newest(TrailScope scope, TrailQuery query, long before, int limit) {
        TrailConditions conditions = TrailConditions.within(scope).and(query);
        if (conditions.several()) {
            return monthly.newest(conditions, query, before, limit);
        }
        if (before != Long.MAX_VALUE) {
            conditions.add("sequence < ?", before);
        }
        return database.sql(conditions.newest(limit))
                .params(conditions.valuesOfNewest())
                .query(Place::of)
                .list();
    }
}
