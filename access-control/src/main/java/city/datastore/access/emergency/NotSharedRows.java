package city.datastore.access.emergency;

import city.datastore.access.policy.EmergencySubject;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EmergencyId;
import city.datastore.audit.paging.Page;
import city.datastore.audit.paging.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of {@code access.decision_not_to_share}. */
final class NotSharedRows {
    private final JdbcClient database;

    /**
     * @param app of the role {@code datastore_app}; joins the transaction of the thread
     */
    NotSharedRows(DataSource app) {
        this.database = JdbcClient.create(app);
    }

    void add(NotShared one) {
        var dataset = one.dataset();
        var subject = one.subject();
        database.sql(
                        """
                        INSERT INTO access.decision_not_to_share (id, agency, asked_by, dataset,
                            subject_kind, subject_hash, why, case_reference, decided_by,
                            decided_by_name, decided_at)
                        VALUES (:id, :agency, :asked, :dataset, :kind, :hash, :why, :reference, :by,
                            :name, :at)
                        """)
                .param("id", one.id().value())
                .param("agency", one.agency().value())
                .param("asked", one.askedBy())
                .param("dataset", dataset == null ? null : dataset.toString(), Types.VARCHAR)
                .param("kind", subject == null ? null : subject.kind(), Types.VARCHAR)
                .param("hash", subject == null ? null : subject.hash(), Types.VARCHAR)
                .param("why", one.why())
                .param("reference", one.caseReference())
                .param("by", one.by())
                .param("name", one.byName())
                .param("at", Fetched.utc(one.at()))
                .update();
    }

    /**
     * Newest first.
     *
     * @param agency null: of every agency
     */
    Page<NotShared> list(@Nullable AgencyCode agency, PageRequest page) {
        var found =
                database.sql(
                                """
                                SELECT * FROM access.decision_not_to_share
                                WHERE id < :before
                                    AND (:agency::text IS NULL OR agency = :agency)
                                ORDER BY id DESC LIMIT :limit
                                """)
                        .param("before", Fetched.before(page))
                        .param("agency", agency == null ? null : agency.value(), Types.VARCHAR)
                        .param("limit", page.limit() + 1)
                        .query((row, _) -> row(row))
                        .list();
        return Fetched.page(found, page, NotShared::id);
    }

    private static NotShared row(ResultSet row) throws SQLException {
        String dataset = row.getString("dataset");
        String hash = row.getString("subject_hash");
        return new NotShared(
                new EmergencyId(Fetched.id(row, "id")),
                new AgencyCode(row.getString("agency")),
                row.getString("asked_by"),
                dataset == null ? null : DatasetId.parse(dataset),
                hash == null ? null : new EmergencySubject(row.getString("subject_kind"), hash),
                row.getString("why"),
                row.getString("case_reference"),
                row.getString("decided_by"),
                row.getString("decided_by_name"),
                Fetched.instant(row, "decided_at"));
    }
}
