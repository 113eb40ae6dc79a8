package city.datastore.access.conditions;

import city.datastore.access.identity.Caller;
import city.datastore.access.policy.AccessCondition;
import city.datastore.access.policy.ConditionSource;
import city.datastore.access.prohibitions.Reach;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.ConditionId;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.paging.Cursor;
import city.datastore.audit.paging.Page;
import city.datastore.audit.paging.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Rows of {@code access.access_condition}. Outside a transaction every reading is one query on a
 * connection of its own, so it shows what is committed at that instant.
 */
final class ConditionRows implements ConditionSource {
    private final JdbcClient database;

    /**
     * @param app of the role {@code datastore_app}; joins the transaction of the thread
     */
    ConditionRows(DataSource app) {
        this.database = JdbcClient.create(app);
    }

    @Override
    public List<AccessCondition> conditions(DatasetId dataset) {
        return database
                .sql(
                        "SELECT * FROM access.access_condition WHERE owner = :owner"
                                + " AND ended_at IS NULL")
                .param("owner", dataset.agency().value())
                .query((row, _) -> StoredConditions.condition(row))
                .list()
                .stream()
                .filter(each -> each.concerns(dataset))
                .toList();
    }

    Optional<ConditionEntry> find(ConditionId id) {
        return database.sql("SELECT * FROM access.access_condition WHERE id = :id")
                .param("id", id.value())
                .query((row, _) -> entry(row))
                .optional();
    }

    void add(AccessCondition condition, String reason, Caller by, Instant at) {
        var dataset = condition.dataset();
        var demand = DemandText.of(condition.demand());
        database.sql(
                        """
                        INSERT INTO access.access_condition
                            (id, owner, dataset, kind, windows, zone, blocks,
                             reason, set_by, set_by_name, set_at)
                        VALUES (:id, :owner, :dataset, :kind, :windows, :zone, :blocks,
                             :reason, :by, :name, :at)
                        """)
                .param("id", condition.id().value())
                .param("owner", condition.owner().value())
                .param("dataset", dataset == null ? null : dataset.toString())
                .param("kind", demand.kind())
                .param("windows", demand.windows().toArray(String[]::new))
                .param("zone", demand.zone())
                .param("blocks", demand.blocks().toArray(String[]::new))
                .param("reason", reason)
                .param("by", by.person().value())
                .param("name", by.username())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Whether it stood until now. */
    boolean end(ConditionId id, Caller by, Instant at, String why) {
        return database.sql(
                                """
                                UPDATE access.access_condition
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

    /** How many of that owner stand. */
    long standing(AgencyCode owner) {
        return database.sql(
                        "SELECT count(*) FROM access.access_condition WHERE owner = :owner"
                                + " AND ended_at IS NULL")
                .param("owner", owner.value())
                .query(Long.class)
                .single();
    }

    /**
     * Newest first.
     *
     * @param owner null: of every agency
     * @param dataset null: on any
     * @param standing whether only those that stand
     */
    Page<ConditionEntry> list(
            @Nullable AgencyCode owner,
            @Nullable DatasetId dataset,
            boolean standing,
            PageRequest page) {
        var after = page.cursor() == null ? null : UUID.fromString(Cursor.key(page.cursor()));
        var found =
                database.sql(
                                """
                                SELECT * FROM access.access_condition
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
        return new Page<>(shown, Cursor.of(shown.getLast().condition().id().toString()));
    }

    /** Grants in force now that it would bind, counted by the holders' agencies. */
    Reach reach(AgencyCode owner, @Nullable DatasetId dataset, Instant now) {
        return new Reach(
                database.sql(
                                """
                                SELECT agency, count(DISTINCT holder) AS people,
                                    count(*) AS grants, count(DISTINCT dataset) AS datasets
                                FROM access.access_grant
                                WHERE owner = :owner AND revoked_at IS NULL
                                    AND from_at <= :now AND until_at > :now
                                    AND (dataset = :dataset OR :dataset::text IS NULL)
                                GROUP BY agency ORDER BY agency
                                """)
                        .param("owner", owner.value())
                        .param("dataset", dataset == null ? null : dataset.toString())
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .query((row, _) ->
                                new Reach.OfAgency(
                                        new AgencyCode(row.getString("agency")),
                                        row.getLong("people"),
                                        row.getLong("grants"),
                                        row.getLong("datasets")))
                        .list());
    }

    private static ConditionEntry entry(ResultSet row) throws SQLException {
        return new ConditionEntry(
                StoredConditions.condition(row),
                row.getString("reason"),
                new PersonId(row.getString("set_by")),
                row.getString("set_by_name"),
                row.getObject("set_at", OffsetDateTime.class).toInstant(),
                ending(row));
    }

    private static ConditionEntry.@Nullable Ending ending(ResultSet row) throws SQLException {
        var at = row.getObject("ended_at", OffsetDateTime.class);
        return at == null
                ? null
                : new ConditionEntry.Ending(
                        new PersonId(row.getString("ended_by")),
                        row.getString("ended_by_name"),
                        at.toInstant(),
                        row.getString("ended_reason"));
    }
}
