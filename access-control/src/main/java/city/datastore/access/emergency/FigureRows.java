package city.datastore.access.emergency;

import city.datastore.access.emergency.EmergencyFigures.Counts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** Counts the rows of {@code access.emergency_access}. */
final class FigureRows {
    private static final ZoneId UK = ZoneId.of("Europe/London");

    private static final String OPENED =
            """
            WITH opened AS (
                SELECT (date_trunc('month', from_at AT TIME ZONE 'Europe/London'))::date AS month,
                    holder, reviewed_at, review_due, outcome,
                    CASE WHEN least(ended_at, until_at) <= :now
                        THEN extract(epoch FROM least(ended_at, until_at) - from_at) END AS seconds
                FROM access.emergency_access
                WHERE from_at >= :since AND from_at <= :now
                    AND (:agency::text IS NULL OR owner = :agency OR agency = :agency)
                    AND (:holder::text IS NULL OR holder = :holder))
            """;

    private final JdbcClient database;

    /**
     * @param app of the role {@code datastore_app}
     */
    FigureRows(DataSource app) {
        this.database = JdbcClient.create(app);
    }

    EmergencyFigures of(Sight sight, int months, Instant now) {
        var last = YearMonth.from(now.atZone(UK));
        var first = last.minusMonths(months - 1L);
        var since = first.atDay(1).atStartOfDay(UK).toInstant();
        Map<YearMonth, Counts> counted = counted(sight, since, now);
        List<EmergencyFigures.Month> all = new ArrayList<>();
        for (var month = last; !month.isBefore(first); month = month.minusMonths(1)) {
            all.add(new EmergencyFigures.Month(month, counted.getOrDefault(month, Counts.NONE)));
        }
        return new EmergencyFigures(whole(sight, since, now), all, repeating(sight, since, now));
    }

    private Map<YearMonth, Counts> counted(Sight sight, Instant since, Instant now) {
        Map<YearMonth, Counts> counted = new HashMap<>();
        asked(OPENED + counts("month, ", " GROUP BY month"), sight, since, now)
                .query((row, _) ->
                        counted.put(
                                YearMonth.from(row.getObject("month", LocalDate.class)),
                                counts(row)))
                .list();
        return counted;
    }

    private Counts whole(Sight sight, Instant since, Instant now) {
        return asked(OPENED + counts("", ""), sight, since, now)
                .query((row, _) -> counts(row))
                .single();
    }

    private long repeating(Sight sight, Instant since, Instant now) {
        return asked(
                        OPENED
                                + "SELECT count(*) FROM (SELECT FROM opened GROUP BY holder"
                                + " HAVING count(*) >= "
                                + EmergencyFigures.REPEATED
                                + ") AS person",
                        sight,
                        since,
                        now)
                .query(Long.class)
                .single();
    }

    private static String counts(String also, String grouped) {
        return "SELECT "
                + also
                + """
                count(*) AS opened, count(DISTINCT holder) AS people,
                    percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) AS median,
                    count(*) FILTER (WHERE reviewed_at IS NOT NULL OR review_due <= :now) AS due,
                    count(*) FILTER (WHERE reviewed_at <= review_due) AS on_time,
                    count(reviewed_at) AS reviewed,
                    count(*) FILTER (WHERE outcome = 'not-justified') AS not_justified
                FROM opened
                """
                + grouped;
    }

    private StatementSpec asked(String sql, Sight sight, Instant since, Instant now) {
        var agency = sight.agency();
        var holder = sight.onlyOf();
        return database.sql(sql)
                .param("since", Fetched.utc(since))
                .param("now", Fetched.utc(now))
                .param("agency", agency == null ? null : agency.value(), Types.VARCHAR)
                .param("holder", holder == null ? null : holder.value(), Types.VARCHAR);
    }

    private static Counts counts(ResultSet row) throws SQLException {
        return new Counts(
                row.getLong("opened"),
                row.getLong("people"),
                median(row),
                row.getLong("due"),
                row.getLong("on_time"),
                row.getLong("reviewed"),
                row.getLong("not_justified"));
    }

    private static @Nullable Duration median(ResultSet row) throws SQLException {
        double seconds = row.getDouble("median");
        return row.wasNull() ? null : Duration.ofSeconds(Math.round(seconds));
    }
}
