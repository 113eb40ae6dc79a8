package city.datastore.audit.trail;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Finds the newest events that meet several conditions at once.
 *
 * <p>Each condition has an index of its own, and events that meet all may be rare though each is
 * frequent: walking down one index until a page is full may then read most of the record. So it
 * goes from month to month, the latest first, and puts the indexes of a month together before it
 * looks at an event. That can be done for the table of one month, and not for all: which month a
 * place lies in is not in the indexes.
 *
 * <p>Where one index answers all of them it walks down that: what one person did with a dataset or
 * with an agency is asked for most, and few events are of a seldom action.
 */
final class MonthlySearch {
    private static final Comparator<Place> NEWEST =
            Comparator.comparingLong(Place::sequence).reversed();

    /**
     * So many places are looked up one by one about as quickly as others are counted and merged.
     */
    static final int FEW = 1 << 10;

    /**
     * How places may be put together: by merging what indexes give in their order. Looking up, of
     * which the statements leave no choice, is none of these. And each time for the values asked
     * for: some people do a thousand times as much as others.
     */
    private static final String ONLY_MERGE =
            """
            SELECT set_config(name, value, true) FROM (VALUES ('enable_nestloop', 'off'),
                ('enable_hashjoin', 'off'), ('enable_hashagg', 'off'), ('enable_seqscan', 'off'),
                ('max_parallel_workers_per_gather', '0'), ('jit', 'off'),
                ('plan_cache_mode', 'force_custom_plan')) AS setting (name, value)
            """;

    /** The tables with events of this time. */
    private static final String TABLES =
            """
            SELECT format('audit.%I', name) AS month FROM (
                SELECT child.relname AS name, pg_get_expr(child.relpartbound, child.oid) AS bounds
                FROM pg_inherits JOIN pg_class AS child ON child.oid = inhrelid
                WHERE inhparent = 'audit.event'::regclass) AS part
            WHERE bounds = 'DEFAULT'
                OR substring(bounds FROM 'FROM \\(''([^'']+)''\\)')::timestamptz < ?
                    AND substring(bounds FROM 'TO \\(''([^'']+)''\\)')::timestamptz > ?
            """;

    private final JdbcClient database;
    private final TransactionTemplate transactions;
    private final int few;

    /** A partition of the record, and the last place in it. */
    private record Month(String table, long last) {}

    /**
     * @param few where a condition has fewer places, they are looked up; otherwise all are merged
     */
    MonthlySearch(DataSource audit, int few) {
        this.few = few;
        this.database = JdbcClient.create(audit);
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(audit));
        transactions.setReadOnly(true);
        transactions.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /** The places before this one, no more than the limit, newest first. */
    List<Place> newest(TrailConditions conditions, TrailQuery query, long before, int limit) {
        return transactions.execute(_ -> {
            // no month comes or goes meanwhile
            var _ = database.sql("LOCK TABLE audit.event IN ACCESS SHARE MODE").update();
            var _ = database.sql(ONLY_MERGE).query((row, _) -> row.getString(1)).list();
            List<Place> found = new ArrayList<>();
            for (Month month : months(query)) {
                // months overlap a little: events come nearly in the order of their times
                if (found.size() == limit && found.getLast().sequence() > month.last()) {
                    break;
                }
                found.addAll(in(month, conditions, before, limit));
                found.sort(NEWEST);
                found.subList(Math.min(limit, found.size()), found.size()).clear();
            }
            return found;
        });
    }

    private List<Place> in(Month month, TrailConditions all, long before, int limit) {
        MonthConditions conditions = all.in(month.table());
        if (conditions.ofOnePerson()) {
            return walked(month, all, before, limit);
        }
        Long[] counts = counts(conditions, before);
        int rarest = fewest(counts);
        if (counts[rarest] == 0) {
            return List.of();
        }
        boolean lookUp = counts[rarest] < few;
        if (lookUp && conditions.ofAction(rarest)) {
            return walked(month, all, before, limit);
        }
        return database.sql(lookUp ? conditions.lookedUp(rarest, limit) : conditions.merged(limit))
                .params(
                        lookUp
                                ? conditions.valuesOfLookedUp(rarest, before)
                                : conditions.valuesOfMerged(before))
                .query(Place::of)
                .list();
    }

    /** Down the index that answers all of them. */
    private List<Place> walked(Month month, TrailConditions all, long before, int limit) {
        TrailConditions conditions = all.and(before);
        return database.sql(conditions.newest("sequence, at", month.table(), limit))
                .params(conditions.valuesOfNewest())
                .query(Place::of)
                .list();
    }

    private static int fewest(Long[] counts) {
        int fewest = 0;
        for (int i = 1; i < counts.length; i++) {
            fewest = counts[i] < counts[fewest] ? i : fewest;
        }
        return fewest;
    }

    private Long[] counts(MonthConditions conditions, long before) {
        return database.sql(conditions.counts(few))
                .params(conditions.valuesOfCounts(before))
                .query((row, _) -> (Long[]) row.getArray(1).getArray())
                .single();
    }

    /** That with the newest event comes first. */
    private List<Month> months(TrailQuery query) {
        List<String> tables =
                database.sql(TABLES)
                        .param(orElse(query.to(), OffsetDateTime.MAX))
                        .param(orElse(query.from(), OffsetDateTime.MIN))
                        .query((row, _) -> row.getString("month"))
                        .list();
        if (tables.isEmpty()) {
            return List.of();
        }
        return database.sql(
                        tables.stream()
                                        .map(table ->
                                                "SELECT '%s' AS name, max(sequence) AS last FROM %s"
                                                        .formatted(table, table))
                                        .collect(
                                                Collectors.joining(
                                                        " UNION ALL ",
                                                        "SELECT name, last FROM (",
                                                        ") AS month"))
                                + " WHERE last IS NOT NULL ORDER BY last DESC")
                .query((row, _) -> new Month(row.getString("name"), row.getLong("last")))
                .list();
    }

    private static OffsetDateTime orElse(@Nullable Instant instant, OffsetDateTime usual) {
        return instant == null ? usual : instant.atOffset(ZoneOffset.UTC);
    }
}
