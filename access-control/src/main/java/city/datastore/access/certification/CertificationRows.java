package city.datastore.access.certification;

import city.datastore.audit.names.AccessRequestId;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.PurposeCode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of {@code access.certification}. Every statement stands by itself. */
final class CertificationRows {
    private static final String OPEN =
            """
            SELECT c.quarter, c.due_at, g.* FROM access.certification c
            JOIN access.access_grant g ON g.id = c.grant_id
            WHERE c.state = 'open' AND g.revoked_at IS NULL AND g.until_at > :now
            """;

    /** Before every id. */
    private static final UUID LEAST = new UUID(0, 0);

    /** As PostgreSQL orders them: by their bytes. */
    private static final Comparator<UUID> BY_ID = Comparator.comparing(UUID::toString);

    private static final int SOME = 5_000;

    private final JdbcClient database;

    /**
     * @param app of the role {@code datastore_app}; joins the transaction of the thread
     */
    CertificationRows(DataSource app) {
        this.database = JdbcClient.create(app);
    }

    /**
     * For grants in force that were given, and had begun, before the quarter began; may run twice.
     * A statement for so many at a time, so that none takes long in a large city.
     *
     * @return how many were not there yet
     */
    int open(Quarter quarter, Instant due, Instant now) {
        int opened = 0;
        var some = open(quarter, due, now, LEAST);
        while (!some.isEmpty()) {
            opened += some.size();
            some = open(quarter, due, now, some.stream().max(BY_ID).orElseThrow());
        }
        return opened;
    }

    private List<UUID> open(Quarter quarter, Instant due, Instant now, UUID after) {
        return database.sql(
                        """
                        INSERT INTO access.certification (grant_id, quarter, owner, due_at, opened_at, state)
                        SELECT g.id, :quarter, g.owner, :due, :now, 'open' FROM access.access_grant g
                        WHERE g.id > :after AND g.revoked_at IS NULL AND g.until_at > :now
                            AND g.from_at < :begins AND g.granted_at < :begins
                            AND NOT EXISTS (SELECT FROM access.certification c
                                WHERE c.grant_id = g.id AND c.quarter = :quarter)
                        ORDER BY g.id LIMIT :limit
                        ON CONFLICT (grant_id, quarter) DO NOTHING
                        RETURNING grant_id
                        """)
                .param("quarter", quarter.first())
                .param("due", utc(due))
                .param("now", utc(now))
                .param("after", after)
                .param("begins", utc(quarter.begins()))
                .param("limit", SOME)
                .query((row, _) -> row.getObject("grant_id", UUID.class))
                .list();
    }

    /** To confirm, in the order of when they are due. */
    List<Certification> waiting(AgencyCode owner, Instant now, int limit) {
        return database.sql(
                        OPEN
                                + " AND c.owner = :owner ORDER BY c.due_at, g.dataset, g.holder_name, g.id LIMIT :limit")
                .param("owner", owner.value())
                .param("now", utc(now))
                .param("limit", limit)
                .query((row, _) -> certification(row))
                .list();
    }

    /** How many there are to confirm. */
    long count(AgencyCode owner, Instant now) {
        return database.sql(
                        """
                        SELECT count(*) FROM access.certification c
                        JOIN access.access_grant g ON g.id = c.grant_id
                        WHERE c.state = 'open' AND g.revoked_at IS NULL AND g.until_at > :now
                            AND c.owner = :owner
                        """)
                .param("owner", owner.value())
                .param("now", utc(now))
                .query(Long.class)
                .single();
    }

    /** Due and confirmed by nobody. */
    List<Certification> unconfirmed(Instant now, int limit) {
        return database.sql(OPEN + " AND c.due_at <= :now ORDER BY c.due_at, g.id LIMIT :limit")
                .param("now", utc(now))
                .param("limit", limit)
                .query((row, _) -> certification(row))
                .list();
    }

    /**
     * How many grants each owner has to confirm, by quarter.
     *
     * @param due when the first of them is due
     */
    record Waiting(AgencyCode owner, Quarter quarter, long grants, Instant due) {}

    List<Waiting> byOwner(Instant now) {
        return database.sql(
                        """
                        SELECT c.owner, c.quarter, count(*) AS grants, min(c.due_at) AS due
                        FROM access.certification c JOIN access.access_grant g ON g.id = c.grant_id
                        WHERE c.state = 'open' AND g.revoked_at IS NULL AND g.until_at > :now AND c.due_at > :now
                        GROUP BY c.owner, c.quarter ORDER BY c.owner, c.quarter
                        """)
                .param("now", utc(now))
                .query((row, _) ->
                        new Waiting(
                                new AgencyCode(row.getString("owner")),
                                new Quarter(row.getObject("quarter", LocalDate.class)),
                                row.getLong("grants"),
                                instant(row, "due")))
                .list();
    }

    /**
     * Settles what is open; what nobody confirmed only when it is due.
     *
     * @param by who confirmed it, null where nobody did
     * @return how many rows
     */
    int settle(GrantId grant, String state, @Nullable String by, String comment, Instant now) {
        return database.sql(
                        """
                        UPDATE access.certification
                        SET state = :state, settled_by = :by, settled_at = :now, comment = :comment
                        WHERE grant_id = :grant AND state = 'open'
                            AND (:state = 'confirmed' OR due_at <= :now)
                        """)
                .param("state", state)
                .param("by", by, java.sql.Types.VARCHAR)
                .param("now", utc(now))
                .param("comment", comment)
                .param("grant", grant.value())
                .update();
    }

    private static Certification certification(ResultSet row) throws SQLException {
        return new Certification(
                new GrantId(row.getObject("id", UUID.class)),
                new Quarter(row.getObject("quarter", LocalDate.class)),
                instant(row, "due_at"),
                new PersonId(row.getString("holder")),
                row.getString("holder_name"),
                new AgencyCode(row.getString("agency")),
                DatasetId.parse(row.getString("dataset")),
                new AgreementRef(row.getString("agreement")),
                new PurposeCode(row.getString("purpose")),
                new AccessRequestId(row.getObject("request", UUID.class)),
                instant(row, "granted_at"),
                instant(row, "until_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
