package city.datastore.access.emergency;

import city.datastore.access.identity.Caller;
import city.datastore.access.policy.EmergencyArrangement;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EmergencyId;
import city.datastore.audit.paging.Page;
import city.datastore.audit.paging.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of {@code access.emergency_arrangement} and of the duty roles that may use it. */
final class ArrangementRows {
    /** With the duty roles in one column, so that a row is read by one statement. */
    private static final String SELECT =
            """
            SELECT a.*, (SELECT array_agg(d.agency || '/' || d.role) FROM
                access.emergency_arrangement_duty d WHERE d.arrangement = a.id) AS duties
            FROM access.emergency_arrangement a
            """;

    private final JdbcClient database;

    /**
     * @param app of the role {@code datastore_app}; joins the transaction of the thread
     */
    ArrangementRows(DataSource app) {
        this.database = JdbcClient.create(app);
    }

    void add(EmergencyArrangement one, Caller by, Instant now) {
        database.sql(
                        """
                        INSERT INTO access.emergency_arrangement (id, owner, dataset, columns,
                            subject_column, subject_kind, call, set_by, set_by_name, set_at)
                        VALUES (:id, :owner, :dataset, :columns, :column, :kind, :call, :by, :name,
                            :now)
                        """)
                .param("id", one.id().value())
                .param("owner", one.dataset().agency().value())
                .param("dataset", one.dataset().toString())
                .param("columns", one.columns().toArray(String[]::new))
                .param("column", one.subjectColumn())
                .param("kind", one.subjectKind())
                .param("call", one.call())
                .param("by", by.person().value())
                .param("name", by.username())
                .param("now", Fetched.utc(now))
                .update();
        one.duties()
                .forEach((agency, roles) -> roles.forEach(role -> addDuty(one.id(), agency, role)));
    }

    private void addDuty(EmergencyId id, AgencyCode agency, String role) {
        database.sql(
                        "INSERT INTO access.emergency_arrangement_duty (arrangement, agency, role)"
                                + " VALUES (:id, :agency, :role)")
                .param("id", id.value())
                .param("agency", agency.value())
                .param("role", role)
                .update();
    }

    /** Ends what stands on a dataset, if anything does; whoever does so at the same time waits. */
    void end(DatasetId dataset, Caller by, Instant now, String why) {
        database.sql(
                        """
                        UPDATE access.emergency_arrangement SET ended_by = :by,
                            ended_by_name = :name, ended_at = :now, ended_why = :why
                        WHERE dataset = :dataset AND ended_at IS NULL
                        """)
                .param("by", by.person().value())
                .param("name", by.username())
                .param("now", Fetched.utc(now))
                .param("why", why)
                .param("dataset", dataset.toString())
                .update();
    }

    /** Ends that one, where it stands; whoever does so at the same time waits. */
    boolean end(EmergencyId id, Caller by, Instant now, String why) {
        return database.sql(
                                """
                                UPDATE access.emergency_arrangement SET ended_by = :by,
                                    ended_by_name = :name, ended_at = :now, ended_why = :why
                                WHERE id = :id AND ended_at IS NULL
                                """)
                        .param("by", by.person().value())
                        .param("name", by.username())
                        .param("now", Fetched.utc(now))
                        .param("why", why)
                        .param("id", id.value())
                        .update()
                == 1;
    }

    Optional<Arrangement> find(EmergencyId id) {
        return database.sql(SELECT + "WHERE a.id = :id")
                .param("id", id.value())
                .query((row, _) -> row(row))
                .optional();
    }

    /** The one that stands on a dataset. */
    Optional<Arrangement> standing(DatasetId dataset) {
        return database.sql(SELECT + "WHERE a.dataset = :dataset AND a.ended_at IS NULL")
                .param("dataset", dataset.toString())
                .query((row, _) -> row(row))
                .optional();
    }

    /** Whether it stands; nobody ends it until the transaction is over. */
    boolean holds(EmergencyId id) {
        return database.sql(
                        "SELECT id FROM access.emergency_arrangement WHERE id = :id AND ended_at IS"
                                + " NULL FOR SHARE")
                .param("id", id.value())
                .query(UUID.class)
                .optional()
                .isPresent();
    }

    /**
     * Newest first: those on an agency's data and those that it may use.
     *
     * @param agency null: all of them
     * @param standing whether only those that stand
     */
    Page<Arrangement> list(@Nullable AgencyCode agency, boolean standing, PageRequest page) {
        var found =
                database.sql(
                                SELECT
                                        + """
                                        WHERE a.id < :before
                                            AND (:agency::text IS NULL OR a.owner = :agency OR
                                                EXISTS (SELECT FROM
                                                    access.emergency_arrangement_duty d
                                                    WHERE d.arrangement = a.id AND
                                                    d.agency = :agency))
                                            AND (NOT :standing OR a.ended_at IS NULL)
                                        ORDER BY a.id DESC LIMIT :limit
                                        """)
                        .param("before", Fetched.before(page))
                        .param("agency", agency == null ? null : agency.value(), Types.VARCHAR)
                        .param("standing", standing)
                        .param("limit", page.limit() + 1)
                        .query((row, _) -> row(row))
                        .list();
        return Fetched.page(found, page, one -> one.arranged().id());
    }

    /** Newest first: those that stand, and that somebody in one of those duty roles may use. */
    Page<Arrangement> usable(AgencyCode agency, Set<String> roles, PageRequest page) {
        var found =
                database.sql(
                                SELECT
                                        + """
                                        WHERE a.id < :before AND a.ended_at IS NULL
                                            AND EXISTS (SELECT FROM
                                                access.emergency_arrangement_duty d
                                                WHERE d.arrangement = a.id AND d.agency = :agency
                                                AND d.role IN (:roles))
                                        ORDER BY a.id DESC LIMIT :limit
                                        """)
                        .param("before", Fetched.before(page))
                        .param("agency", agency.value())
                        .param("roles", roles)
                        .param("limit", page.limit() + 1)
                        .query((row, _) -> row(row))
                        .list();
        return Fetched.page(found, page, one -> one.arranged().id());
    }

    private static Arrangement row(ResultSet row) throws SQLException {
        return new Arrangement(
                new EmergencyArrangement(
                        new EmergencyId(Fetched.id(row, "id")),
                        DatasetId.parse(row.getString("dataset")),
                        duties(row),
                        Fetched.names(row, "columns"),
                        row.getString("subject_column"),
                        row.getString("subject_kind"),
                        row.getString("call")),
                row.getString("set_by"),
                row.getString("set_by_name"),
                Fetched.instant(row, "set_at"),
                Fetched.ending(row, null));
    }

    private static SortedMap<AgencyCode, SortedSet<String>> duties(ResultSet row)
            throws SQLException {
        var duties = new TreeMap<AgencyCode, SortedSet<String>>();
        for (var each : List.of((String[]) row.getArray("duties").getArray())) {
            int slash = each.indexOf('/');
            duties.computeIfAbsent(new AgencyCode(each.substring(0, slash)), _ -> new TreeSet<>())
                    .add(each.substring(slash + 1));
        }
        return duties;
    }
}
