package city.datastore.audit.trail;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Counts decisions by day: from the counts that are kept by day and agency where they can say it,
 * and otherwise from the events.
 */
final class DecisionCounts {
    /** The days that {@code audit.activity} keeps counts of. */
    private static final ZoneId KEPT = ZoneId.of("Europe/London");

    private static final String FROM_EVENTS =
            "SELECT (at AT TIME ZONE ?)::date AS day, (outcome = 'allowed')::int AS allowed,"
                    + " (outcome = 'refused')::int AS refused FROM audit.event";

    private static final String FROM_COUNTS =
            "SELECT day, CASE outcome WHEN 'allowed' THEN events ELSE 0 END,"
                    + " CASE outcome WHEN 'refused' THEN events ELSE 0 END"
                    + " FROM audit.activity WHERE agency = ? AND day >= ? AND day < ?"
                    + " AND outcome = ANY (?)";

    private static final LocalDate NEVER = LocalDate.of(9999, 12, 31);

    /** Under this name every decision is counted. */
    private static final String EVERYBODY = "";

    private final JdbcClient database;

    DecisionCounts(JdbcClient database) {
        this.database = database;
    }

    List<DayOfDecisions> perDay(TrailScope scope, TrailQuery query, ZoneId zone) {
        TrailConditions events = TrailConditions.within(scope).and(query);
        List<Object> values = new ArrayList<>();
        values.add(zone.getId());
        Optional<String> agency = zone.equals(KEPT) ? keptFor(scope, query) : Optional.empty();
        if (agency.isEmpty()) {
            values.addAll(events.values());
            return counted(FROM_EVENTS + events.where(), values);
        }
        // one statement sees one state: what the counts do not cover yet is counted here
        events.add("sequence > (SELECT sequence FROM audit.alert_progress)");
        values.addAll(events.values());
        values.add(agency.get());
        values.add(query.from() == null ? LocalDate.EPOCH : day(query.from()));
        values.add(query.to() == null ? NEVER : day(query.to()));
        values.add(
                query.outcome() == null
                        ? new String[] {"allowed", "refused"}
                        : new String[] {query.outcome()});
        return counted(FROM_EVENTS + events.where() + " UNION ALL " + FROM_COUNTS, values);
    }

    /** Under which name the counts know all that is asked for; nothing where they do not. */
    private static Optional<String> keptFor(TrailScope scope, TrailQuery query) {
        var agencyOnly =
                new TrailQuery(
                        null,
                        query.agency(),
                        null,
                        null,
                        null,
                        null,
                        query.outcome(),
                        query.from(),
                        query.to(),
                        null);
        if (!query.equals(agencyOnly) || !startsDay(query.from()) || !startsDay(query.to())) {
            return Optional.empty();
        }
        var wanted = query.agency();
        return switch (scope) {
            case TrailScope.Everything() ->
                    Optional.of(wanted == null ? EVERYBODY : wanted.value());
            case TrailScope.OfAgency(var agency) ->
                    wanted == null || wanted.equals(agency)
                            ? Optional.of(agency.value())
                            : Optional.empty();
            case TrailScope.OfData _, TrailScope.OwnActs _ -> Optional.empty();
        };
    }

    private static boolean startsDay(@Nullable Instant instant) {
        return instant == null || instant.atZone(KEPT).toLocalTime().equals(LocalTime.MIDNIGHT);
    }

    private static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, KEPT);
    }

    private List<DayOfDecisions> counted(String decisions, List<Object> values) {
        return database.sql(
                        "SELECT day, sum(allowed) AS allowed, sum(refused) AS refused FROM ("
                                + decisions
                                + ") AS decision GROUP BY day ORDER BY day")
                .params(values)
                .query((row, _) ->
                        new DayOfDecisions(
                                row.getObject("day", LocalDate.class),
                                row.getLong("allowed"),
                                row.getLong("refused")))
                .list();
    }
}
