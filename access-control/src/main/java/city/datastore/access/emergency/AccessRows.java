package city.datastore.access.emergency;

import city.datastore.access.identity.Caller;
import city.datastore.access.policy.DutyAppointment;
import city.datastore.access.policy.EmergencyAccess;
import city.datastore.access.policy.EmergencySubject;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EmergencyId;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.paging.Page;
import city.datastore.audit.paging.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of {@code access.emergency_access}. */
final class AccessRows {
    private static final String SELECT = "SELECT * FROM access.emergency_access ";

    private final JdbcClient database;

    /**
     * @param app of the role {@code datastore_app}; joins the transaction of the thread
     */
    AccessRows(DataSource app) {
        this.database = JdbcClient.create(app);
    }

    void add(Emergency one) {
        var access = one.access();
        database.sql(
                        """
                        INSERT INTO access.emergency_access (id, arrangement, owner, dataset, holder,
                            holder_name, agency, role, subject_kind, subject_hash, columns, reason,
                            basis, justification, case_reference, from_at, until_at, review_due,
                            escalated_from)
                        VALUES (:id, :arrangement, :owner, :dataset, :holder, :name, :agency, :role,
                            :kind, :hash, :columns, :reason, :basis, :justification, :reference,
                            :from, :until, :due, :escalated)
                        """)
                .param("id", access.id().value())
                .param("arrangement", one.arrangement().value())
                .param("owner", one.owner().value())
                .param("dataset", access.dataset().toString())
                .param("holder", access.holder().value())
                .param("name", one.holderName())
                .param("agency", access.agency().value())
                .param("role", access.role())
                .param("kind", access.subject().kind())
                .param("hash", access.subject().hash())
                .param("columns", access.columns().toArray(String[]::new))
                .param("reason", one.reason())
                .param("basis", one.basis())
                .param("justification", one.justification())
                .param("reference", one.caseReference())
                .param("from", Fetched.utc(access.from()))
                .param("until", Fetched.utc(access.until()))
                .param("due", Fetched.utc(one.reviewDue()))
                .param("escalated", Fetched.utc(one.escalatedFrom()))
                .update();
    }

    Optional<Emergency> find(EmergencyId id) {
        return database.sql(SELECT + "WHERE id = :id")
                .param("id", id.value())
                .query((row, _) -> row(row))
                .optional();
    }

    /** The same, held until the transaction ends; whoever wants it too waits. */
    Optional<Emergency> locked(EmergencyId id) {
        return database.sql(SELECT + "WHERE id = :id FOR UPDATE")
                .param("id", id.value())
                .query((row, _) -> row(row))
                .optional();
    }

    void renew(EmergencyId id, Caller by, Instant now, Instant until, Instant due, Instant late) {
        database.sql(
                        """
                        UPDATE access.emergency_access SET until_at = :until, renewed_by = :by,
                            renewed_by_name = :name, renewed_at = :now, review_due = :due,
                            escalated_from = :late
                        WHERE id = :id
                        """)
                .param("until", Fetched.utc(until))
                .param("by", by.person().value())
                .param("name", by.username())
                .param("now", Fetched.utc(now))
                .param("due", Fetched.utc(due))
                .param("late", Fetched.utc(late))
                .param("id", id.value())
                .update();
    }

    void end(EmergencyId id, Caller by, Instant now, String why) {
        database.sql(
                        """
                        UPDATE access.emergency_access SET ended_by = :by, ended_by_name = :name,
                            ended_at = :now, ended_why = :why
                        WHERE id = :id
                        """)
                .param("by", by.person().value())
                .param("name", by.username())
                .param("now", Fetched.utc(now))
                .param("why", why)
                .param("id", id.value())
                .update();
    }

    /** Ends what runs on a dataset; how many that were. */
    int endAll(DatasetId dataset, Caller by, Instant now, String why) {
        return database.sql(
                        """
                        UPDATE access.emergency_access SET ended_by = :by, ended_by_name = :name,
                            ended_at = :now, ended_why = :why
                        WHERE dataset = :dataset AND ended_at IS NULL AND until_at > :now
                        """)
                .param("by", by.person().value())
                .param("name", by.username())
                .param("now", Fetched.utc(now))
                .param("why", why)
                .param("dataset", dataset.toString())
                .update();
    }

    void review(EmergencyId id, Caller by, Instant now, Emergency.Outcome outcome, String note) {
        database.sql(
                        """
                        UPDATE access.emergency_access SET reviewed_by = :by,
                            reviewed_by_name = :name, reviewed_at = :now, outcome = :outcome,
                            note = :note
                        WHERE id = :id
                        """)
                .param("by", by.person().value())
                .param("name", by.username())
                .param("now", Fetched.utc(now))
                .param("outcome", outcome.code())
                .param("note", note)
                .param("id", id.value())
                .update();
    }

    /**
     * Those that run by that appointment and by no other, newest first: of whoever it names, by
     * user name or subject, in its role at its agency.
     */
    List<Emergency> runningBy(DutyAppointment duty, Instant now, int limit) {
        return database.sql(
                        """
                        SELECT e.* FROM access.emergency_access e
                        WHERE e.agency = :agency AND e.role = :role
                            AND e.ended_at IS NULL AND e.until_at > :now
                            AND :person IN (lower(e.holder_name), lower(e.holder))
                            AND NOT EXISTS (SELECT FROM access.duty_appointment d
                                WHERE d.id <> :id AND d.agency = e.agency AND d.role = e.role
                                    AND d.person IN (lower(e.holder_name), lower(e.holder))
                                    AND d.ended_at IS NULL AND d.until_at > :now)
                        ORDER BY e.id DESC LIMIT :limit
                        """)
                .param("agency", duty.agency().value())
                .param("role", duty.role())
                .param("now", Fetched.utc(now))
                .param("person", duty.person())
                .param("id", duty.id().value())
                .param("limit", limit)
                .query((row, _) -> row(row))
                .list();
    }

    /** Those of that person that run, newest first. */
    List<Emergency> running(PersonId holder, Instant now, int limit) {
        return database.sql(
                        SELECT
                                + """
                                WHERE holder = :holder AND ended_at IS NULL AND until_at > :now
                                ORDER BY id DESC LIMIT :limit
                                """)
                .param("holder", holder.value())
                .param("now", Fetched.utc(now))
                .param("limit", limit)
                .query((row, _) -> row(row))
                .list();
    }

    /**
     * Which are wanted.
     *
     * @param agency of the holder or owner; null: every agency
     * @param onlyOf whose own are wanted, and of the agency's others only those that run; null:
     *     everybody's
     * @param state {@code running}, {@code to-review}, {@code overdue}, {@code reviewed}; null: any
     */
    record Wanted(
            @Nullable AgencyCode agency,
            @Nullable PersonId onlyOf,
            @Nullable DatasetId dataset,
            @Nullable String state) {}

    /** Newest first. */
    Page<Emergency> list(Wanted wanted, Instant now, PageRequest page) {
        var agency = wanted.agency();
        var onlyOf = wanted.onlyOf();
        var dataset = wanted.dataset();
        var found =
                database.sql(
                                SELECT
                                        + """
                                        WHERE id < :before
                                          AND (:agency::text IS NULL OR owner = :agency
                                            OR agency = :agency)
                                          AND (:holder::text IS NULL OR holder = :holder OR
                                            agency = :agency AND ended_at IS NULL
                                            AND until_at > :now)
                                          AND (:dataset::text IS NULL OR dataset = :dataset)
                                          AND (:state::text IS NULL OR :state = CASE
                                            WHEN reviewed_at IS NOT NULL THEN 'reviewed'
                                            WHEN ended_at IS NULL AND until_at > :now THEN 'running'
                                            WHEN review_due <= :now THEN 'overdue'
                                            ELSE 'to-review' END)
                                        ORDER BY id DESC LIMIT :limit
                                        """)
                        .param("before", Fetched.before(page))
                        .param("agency", agency == null ? null : agency.value(), Types.VARCHAR)
                        .param("holder", onlyOf == null ? null : onlyOf.value(), Types.VARCHAR)
                        .param(
                                "dataset",
                                dataset == null ? null : dataset.toString(),
                                Types.VARCHAR)
                        .param("state", wanted.state(), Types.VARCHAR)
                        .param("now", Fetched.utc(now))
                        .param("limit", page.limit() + 1)
                        .query((row, _) -> row(row))
                        .list();
        return Fetched.page(found, page, one -> one.access().id());
    }

    /**
     * Those on that agency's data that have ended and nobody has reviewed, longest waiting first.
     */
    List<Emergency> waiting(AgencyCode owner, Instant now, int limit) {
        return database.sql(
                        SELECT
                                + """
                                WHERE reviewed_at IS NULL
                                    AND (ended_at IS NOT NULL OR until_at <= :now)
                                    AND owner = :owner
                                ORDER BY review_due, id LIMIT :limit
                                """)
                .param("now", Fetched.utc(now))
                .param("owner", owner.value())
                .param("limit", limit)
                .query((row, _) -> row(row))
                .list();
    }

    private static Emergency row(ResultSet row) throws SQLException {
        var ending = Fetched.ending(row, null);
        return new Emergency(
                new EmergencyAccess(
                        new EmergencyId(Fetched.id(row, "id")),
                        new PersonId(row.getString("holder")),
                        new AgencyCode(row.getString("agency")),
                        DatasetId.parse(row.getString("dataset")),
                        row.getString("role"),
                        new EmergencySubject(
                                row.getString("subject_kind"), row.getString("subject_hash")),
                        Fetched.names(row, "columns"),
                        Fetched.instant(row, "from_at"),
                        Fetched.instant(row, "until_at"),
                        ending != null),
                new EmergencyId(Fetched.id(row, "arrangement")),
                row.getString("holder_name"),
                row.getString("reason"),
                row.getString("basis"),
                row.getString("justification"),
                row.getString("case_reference"),
                renewal(row),
                ending,
                Fetched.instant(row, "review_due"),
                Fetched.instant(row, "escalated_from"),
                review(row));
    }

    private static Emergency.@Nullable Renewal renewal(ResultSet row) throws SQLException {
        var at = row.getObject("renewed_at", OffsetDateTime.class);
        return at == null
                ? null
                : new Emergency.Renewal(
                        row.getString("renewed_by"),
                        row.getString("renewed_by_name"),
                        at.toInstant());
    }

    private static Emergency.@Nullable Review review(ResultSet row) throws SQLException {
        var at = row.getObject("reviewed_at", OffsetDateTime.class);
        return at == null
                ? null
                : new Emergency.Review(
                        row.getString("reviewed_by"),
                        row.getString("reviewed_by_name"),
                        at.toInstant(),
                        Emergency.Outcome.of(row.getString("outcome")).orElseThrow(),
                        row.getString("note"));
    }
}
