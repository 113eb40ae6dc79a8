package city.datastore.access.rolepolicies;

import city.datastore.access.identity.Caller;
import city.datastore.access.policy.RoleMatrix;
import city.datastore.access.policy.RolePolicy;
import city.datastore.access.policy.RolePolicySource;
import city.datastore.access.prohibitions.Reach;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.RolePolicyId;
import city.datastore.audit.paging.Cursor;
import city.datastore.audit.paging.Page;
import city.datastore.audit.paging.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Rows of {@code access.role_policy}. Outside a transaction every reading is one query on a
 * connection of its own, so it shows what is committed at that instant.
 */
final class RolePolicyRows implements RolePolicySource {
    private static final String OF_GRANTS =
            " FROM access.access_grant WHERE owner = :owner AND revoked_at IS NULL"
                    + " AND from_at <= :now AND until_at > :now";

    private final JdbcClient database;

    /**
     * @param app of the role {@code datastore_app}; joins the transaction of the thread
     */
    RolePolicyRows(DataSource app) {
        this.database = JdbcClient.create(app);
    }

    @Override
    public List<RolePolicy> rolePolicies(DatasetId dataset) {
        return inForce(dataset.agency()).stream().filter(each -> each.concerns(dataset)).toList();
    }

    /** Those of that owner that are in force. */
    List<RolePolicy> inForce(AgencyCode owner) {
        return database.sql(
                        "SELECT * FROM access.role_policy WHERE owner = :owner"
                                + " AND ended_at IS NULL")
                .param("owner", owner.value())
                .query((row, _) -> StoredRolePolicies.policy(row))
                .list();
    }

    Optional<RolePolicyEntry> find(RolePolicyId id) {
        return database.sql("SELECT * FROM access.role_policy WHERE id = :id")
                .param("id", id.value())
                .query((row, _) -> entry(row))
                .optional();
    }

    /** The one in force of just that dataset, or of every dataset of the owner. */
    Optional<RolePolicyEntry> standing(AgencyCode owner, @Nullable DatasetId dataset) {
        return database.sql(
                        "SELECT * FROM access.role_policy WHERE owner = :owner"
                                + " AND coalesce(dataset, '') = :dataset AND ended_at IS NULL")
                .param("owner", owner.value())
                .param("dataset", dataset == null ? "" : dataset.toString())
                .query((row, _) -> entry(row))
                .optional();
    }

    /** What the next version of it would be. */
    int next(AgencyCode owner, @Nullable DatasetId dataset) {
        return database.sql(
                        "SELECT coalesce(max(version), 0) + 1 FROM access.role_policy"
                                + " WHERE owner = :owner AND coalesce(dataset, '') = :dataset")
                .param("owner", owner.value())
                .param("dataset", dataset == null ? "" : dataset.toString())
                .query(Integer.class)
                .single();
    }

    void add(RolePolicy policy, RoleMatrix.Named roles, String reason, Caller by, Instant at) {
        var dataset = policy.dataset();
        database.sql(
                        """
                        INSERT INTO access.role_policy
                            (id, owner, dataset, version, roles, reason, set_by, set_by_name, set_at)
                        VALUES (:id, :owner, :dataset, :version, :roles, :reason, :by, :name, :at)
                        """)
                .param("id", policy.id().value())
                .param("owner", policy.owner().value())
                .param("dataset", dataset == null ? null : dataset.toString())
                .param("version", policy.version())
                .param("roles", RoleCells.of(roles).toArray(String[]::new))
                .param("reason", reason)
                .param("by", by.person().value())
                .param("name", by.username())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Whether it was in force until now. */
    boolean end(RolePolicyId id, Caller by, Instant at, String why) {
        return database.sql(
                                """
                                UPDATE access.role_policy
                                SET ended_by = :by, ended_by_name = :name, ended_at = :at,
                                    ended_reason = :why
                                WHERE id = :id AND ended_at IS NULL
                                """)
                        .param("by", by.person().value())
                        .param("name", by.username())
                        .param("at", at.atOffset(ZoneOffset.UTC))
                        .param("why", why)
                        .param("id", id.value())
                        .update()
                == 1;
    }

    /**
     * Newest first.
     *
     * @param owner null: of every agency
     * @param dataset null: on any
     * @param standing whether only those in force
     */
    Page<RolePolicyEntry> list(
            @Nullable AgencyCode owner,
            @Nullable DatasetId dataset,
            boolean standing,
            PageRequest page) {
        var after = page.cursor() == null ? null : UUID.fromString(Cursor.key(page.cursor()));
        var found =
                database.sql(
                                """
                                SELECT * FROM access.role_policy
                                WHERE (owner = :owner OR :owner::text IS NULL)
                                    AND (:dataset::text IS NULL OR dataset = :dataset
                                        OR dataset IS NULL AND owner = :of)
                                    AND (NOT :standing OR ended_at IS NULL)
                                    AND (id < :after OR :after::uuid IS NULL)
                                ORDER BY id DESC LIMIT :limit
                                """)
                        .param("owner", owner == null ? null : owner.value())
                        .param("dataset", dataset == null ? null : dataset.toString())
                        .param("of", dataset == null ? null : dataset.agency().value())
                        .param("standing", standing)
                        .param("after", after, java.sql.Types.OTHER)
                        .param("limit", page.limit() + 1)
                        .query((row, _) -> entry(row))
                        .list();
        if (found.size() <= page.limit()) {
            return new Page<>(found, null);
        }
        var shown = found.subList(0, page.limit());
        return new Page<>(shown, Cursor.of(shown.getLast().policy().id().toString()));
    }

    /** Datasets of that owner on which somebody holds a grant in force now. */
    List<DatasetId> granted(AgencyCode owner, Instant now) {
        return database.sql("SELECT DISTINCT dataset" + OF_GRANTS + " ORDER BY dataset")
                .param("owner", owner.value())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, _) -> DatasetId.parse(row.getString("dataset")))
                .list();
    }

    /** Who holds a grant in force now on one of those datasets of that owner. */
    Readers readers(AgencyCode owner, Collection<DatasetId> datasets, Instant now) {
        var names = datasets.stream().map(DatasetId::toString).toArray(String[]::new);
        var counted =
                database.sql(
                                "SELECT agency, count(DISTINCT holder) AS people, count(*) AS grants,"
                                        + " count(DISTINCT dataset) AS datasets"
                                        + OF_GRANTS
                                        + " AND dataset = ANY (:datasets)"
                                        + " GROUP BY agency ORDER BY agency")
                        .param("owner", owner.value())
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .param("datasets", names)
                        .query((row, _) ->
                                new Reach.OfAgency(
                                        new AgencyCode(row.getString("agency")),
                                        row.getLong("people"),
                                        row.getLong("grants"),
                                        row.getLong("datasets")))
                        .list();
        var named =
                database.sql(
                                "SELECT agency, holder, min(holder_name) AS name"
                                        + OF_GRANTS
                                        + " AND dataset = ANY (:datasets)"
                                        + " GROUP BY agency, holder ORDER BY agency, name, holder"
                                        + " LIMIT "
                                        + Readers.MOST_NAMED)
                        .param("owner", owner.value())
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .param("datasets", names)
                        .query((row, _) ->
                                new Readers.Reader(
                                        new AgencyCode(row.getString("agency")),
                                        row.getString("name")))
                        .list();
        return new Readers(new Reach(counted), named);
    }

    private static RolePolicyEntry entry(ResultSet row) throws SQLException {
        return new RolePolicyEntry(
                StoredRolePolicies.policy(row),
                row.getString("reason"),
                new PersonId(row.getString("set_by")),
                row.getString("set_by_name"),
                row.getObject("set_at", OffsetDateTime.class).toInstant(),
                ending(row));
    }

    private static RolePolicyEntry.@Nullable Ending ending(ResultSet row) throws SQLException {
        var at = row.getObject("ended_at", OffsetDateTime.class);
        return at == null
                ? null
                : new RolePolicyEntry.Ending(
                        new PersonId(row.getString("ended_by")),
                        row.getString("ended_by_name"),
                        at.toInstant(),
                        row.getString("ended_reason"));
    }
}
