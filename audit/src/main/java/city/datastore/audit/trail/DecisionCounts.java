package city.datastore.audit.trail;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.PersonId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Counts decisions by day: from the counts that are kept by day where they can say it, and
 * otherwise from the events.
 */
final class DecisionCounts {
    /** The days that {@code audit.activity} keeps counts of. */
    private static final ZoneId KEPT = ZoneId.of("Europe/London");

    private static final String OF_EVENT =
            "SELECT (at AT TIME ZONE ?)::date AS day, (outcome = 'allowed')::int AS allowed,"
                    + " (outcome = 'refused')::int AS refused FROM audit.event";

    private static final String OF_COUNTS =
            "SELECT day, CASE WHEN ? THEN allowed ELSE 0 END AS allowed,"
                    + " CASE WHEN ? THEN refused ELSE 0 END AS refused"
                    + " FROM audit.activity WHERE kind = ? AND name = ? AND day >= ? AND day < ?";

    private static final LocalDate NEVER = LocalDate.of(9999, 12, 31);

    private final JdbcClient database;
    private final TransactionTemplate transactions;

    /** What the counts are kept of. */
    private enum Kind {
        EVERYBODY("everybody"),
        AGENCY("agency"),
        OWNER("owner"),
        DATASET("dataset"),
        ACTOR("actor"),
        USERNAME("username");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    /**
     * @param notOf the owner of data that is left out, which only the counts of an actor tell
     */
    private record Kept(Kind kind, String name, @Nullable AgencyCode notOf) {
        Kept(Kind kind, String name) {
            this(kind, name, null);
        }
    }

    DecisionCounts(DataSource audit) {
        this.database = JdbcClient.create(audit);
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(audit));
        transactions.setReadOnly(true);
        // counts, and events that they do not cover, as they were at one instant
        transactions.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    List<DayOfDecisions> perDay(TrailScope scope, TrailQuery query, ZoneId zone) {
        Optional<List<Kept>> answer = zone.equals(KEPT) ? kept(scope, query) : Optional.empty();
        TrailConditions events = TrailConditions.within(scope).and(query);
        if (answer.isEmpty()) {
            var counted = new Counted();
            counted.events(OF_EVENT, zone, events);
            return counted.perDay();
        }
        return transactions.execute(_ -> {
            long covered =
                    database.sql("SELECT sequence FROM audit.alert_progress")
                            .query(Long.class)
                            .single();
            var counted = new Counted();
            events.add("sequence > ?", covered);
            counted.events(OF_EVENT, zone, events);
            answer.get().forEach(each -> counted.counts(each, query));
            return counted.perDay();
        });
    }

    /**
     * Which counts together say it, without counting an event twice; nothing where they do not know
     * all that is asked for.
     */
    private static Optional<List<Kept>> kept(TrailScope scope, TrailQuery query) {
        boolean days = startsDay(query.from()) && startsDay(query.to());
        if (!days
                || query.agreement() != null
                || query.purpose() != null
                || query.action() != null
                || query.text() != null) {
            return Optional.empty();
        }
        int filters = 0;
        filters += query.actor() == null ? 0 : 1;
        filters += query.agency() == null ? 0 : 1;
        filters += query.dataset() == null ? 0 : 1;
        if (filters > 1) {
            return Optional.empty();
        }
        return switch (scope) {
            case TrailScope.Everything() -> Optional.of(kept(query));
            case TrailScope.OfAgency(var agency) -> ofAgency(agency, query);
            case TrailScope.OfData(var owner, var reader) -> ofData(owner, reader, query);
            case TrailScope.OwnActs(var reader) ->
                    filters == 0
                            ? Optional.of(List.of(new Kept(Kind.ACTOR, reader.value())))
                            : Optional.empty();
        };
    }

    private static List<Kept> kept(TrailQuery query) {
        if (query.actor() != null) {
            return List.of(
                    new Kept(Kind.ACTOR, query.actor()), new Kept(Kind.USERNAME, query.actor()));
        }
        if (query.agency() != null) {
            return List.of(new Kept(Kind.AGENCY, query.agency().value()));
        }
        return query.dataset() == null
                ? List.of(new Kept(Kind.EVERYBODY, ""))
                : List.of(new Kept(Kind.DATASET, query.dataset().toString()));
    }

    private static Optional<List<Kept>> ofAgency(AgencyCode agency, TrailQuery query) {
        if (isOf(agency, query)) {
            return Optional.of(kept(query));
        }
        boolean all =
                query.actor() == null
                        && query.dataset() == null
                        && (query.agency() == null || query.agency().equals(agency));
        return all ? Optional.of(List.of(new Kept(Kind.AGENCY, agency.value()))) : Optional.empty();
    }

    private static Optional<List<Kept>> ofData(
            AgencyCode owner, PersonId reader, TrailQuery query) {
        if (isOf(owner, query)) {
            return Optional.of(kept(query));
        }
        if (query.actor() != null || query.agency() != null || query.dataset() != null) {
            return Optional.empty();
        }
        return Optional.of(
                List.of(
                        new Kept(Kind.OWNER, owner.value()),
                        new Kept(Kind.ACTOR, reader.value(), owner)));
    }

    /** Whether it asks for one dataset of the agency, of which that agency sees everything. */
    private static boolean isOf(AgencyCode agency, TrailQuery query) {
        return query.dataset() != null && query.dataset().agency().equals(agency);
    }

    private static boolean startsDay(@Nullable Instant instant) {
        return instant == null || instant.atZone(KEPT).toLocalTime().equals(LocalTime.MIDNIGHT);
    }

    /** One statement that adds up what several say. */
    private final class Counted {
        private final List<String> parts = new ArrayList<>();
        private final List<Object> values = new ArrayList<>();

        void events(String select, ZoneId zone, TrailConditions conditions) {
            parts.add(select + conditions.where());
            values.add(zone.getId());
            values.addAll(conditions.values());
        }

        void counts(Kept kept, TrailQuery query) {
            parts.add(OF_COUNTS);
            values.addAll(
                    List.of(
                            query.outcome() == null || query.outcome().equals("allowed"),
                            query.outcome() == null || query.outcome().equals("refused"),
                            kept.kind().word,
                            kept.name(),
                            day(query.from(), LocalDate.EPOCH),
                            day(query.to(), NEVER)));
            if (kept.notOf() != null) {
                parts.add(parts.removeLast() + " AND owner <> ?");
                values.add(kept.notOf().value());
            }
        }

        private static LocalDate day(@Nullable Instant instant, LocalDate usual) {
            return instant == null ? usual : LocalDate.ofInstant(instant, KEPT);
        }

        List<DayOfDecisions> perDay() {
            return database.sql(
                            "SELECT day, sum(allowed) AS allowed, sum(refused) AS refused FROM ("
                                    + String.join(" UNION ALL ", parts)
                                    + ") AS decision GROUP BY day"
                                    + " HAVING sum(allowed) <> 0 OR sum(refused) <> 0 ORDER BY day")
                    .params(values)
                    .query((row, _) ->
                            new DayOfDecisions(
                                    row.getObject("day", LocalDate.class),
                                    row.getLong("allowed"),
                                    row.getLong("refused")))
                    .list();
        }
    }
}
