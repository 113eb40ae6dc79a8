package city.datastore.audit.retention;

import city.datastore.audit.names.EventId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.Period;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the record says about its own keeping: terms, what was deleted, what would go next. */
public final class Retention {
    /** Most deletions in one list. */
    public static final int MAX_LISTED = 200;

    /** How long a shorter term waits before it counts; the database holds to it. */
    public static final Duration NOTICE = Duration.ofDays(30);

    static final String PERIOD =
            "extract(year FROM kept)::int AS years, extract(month FROM kept)::int AS months,"
                    + " extract(day FROM kept)::int AS days";

    private final JdbcClient database;

    /**
     * @param audit the data source of the role {@code datastore_audit}
     */
    public Retention(DataSource audit) {
        this.database = JdbcClient.create(audit);
    }

    /** Terms, what was deleted, and what the next sweep would delete, all as of now. */
    public Outlook look() {
        Period inForce =
                database.sql(
                                "SELECT "
                                        + PERIOD
                                        + " FROM (SELECT audit.retention_in_force() AS kept) AS t"
                                        + " WHERE kept IS NOT NULL")
                        .query((row, _) -> period(row))
                        .optional()
                        .orElse(null);
        List<Outlook.Term> terms =
                database.sql(
                                "SELECT set_at, "
                                        + PERIOD
                                        + " FROM audit.retention ORDER BY number DESC LIMIT "
                                        + MAX_LISTED)
                        .query((row, _) -> new Outlook.Term(period(row), instant(row, "set_at")))
                        .list();
        List<Outlook.Going> going =
                database.sql(
                                "SELECT part, bodies, staying, first_index, last_index, digest"
                                        + " FROM audit.prunable() WHERE bodies > 0")
                        .query(Retention::going)
                        .list();
        return new Outlook(inForce, terms, going, deletions());
    }

    private List<Outlook.Gone> deletions() {
        return database.sql(
                        "SELECT partition_name, pruned_at, "
                                + PERIOD
                                + ", bodies, stayed, announcement,"
                                + " (SELECT min(first_index) FROM audit.pruned WHERE pruning = number),"
                                + " (SELECT max(last_index) FROM audit.pruned WHERE pruning = number)"
                                + " FROM audit.pruning ORDER BY number DESC LIMIT "
                                + MAX_LISTED)
                .query((row, _) ->
                        new Outlook.Gone(
                                row.getString("partition_name"),
                                instant(row, "pruned_at"),
                                period(row),
                                row.getLong("bodies"),
                                row.getLong("stayed"),
                                row.getLong(9),
                                row.getLong(10),
                                new EventId(row.getObject("announcement", UUID.class))))
                .list();
    }

    static Outlook.Going going(ResultSet row, int number) throws SQLException {
        return new Outlook.Going(
                row.getString("part"),
                row.getLong("bodies"),
                row.getLong("staying"),
                row.getLong("first_index"),
                row.getLong("last_index"),
                row.getString("digest"));
    }

    private static Period period(ResultSet row) throws SQLException {
        return Period.of(row.getInt("years"), row.getInt("months"), row.getInt("days"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** What there is to say about the keeping of bodies. */
    public record Outlook(
            @Nullable Period inForce, List<Term> terms, List<Going> going, List<Gone> gone) {
        public Outlook {
            terms = List.copyOf(terms);
            going = List.copyOf(going);
            gone = List.copyOf(gone);
        }

        /** A term that was set; the newest comes first. */
        public record Term(Period kept, Instant setAt) {}

        /**
         * What would go from one partition.
         *
         * @param staying how many bodies of the partition are held or not yet past the term
         * @param digest SHA-256 of the ranges, one {@code first-last} a line, hexadecimal
         */
        public record Going(
                String partition,
                long bodies,
                long staying,
                long firstIndex,
                long lastIndex,
                String digest) {}

        /** What went. */
        public record Gone(
                String partition,
                Instant at,
                Period kept,
                long bodies,
                long stayed,
                long firstIndex,
                long lastIndex,
                EventId announcement) {}
    }
}
