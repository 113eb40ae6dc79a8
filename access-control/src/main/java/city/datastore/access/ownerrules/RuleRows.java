package city.datastore.access.ownerrules;

import city.datastore.access.identity.Caller;
import city.datastore.access.policy.OwnerRule;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.RuleId;
import city.datastore.audit.paging.Cursor;
import city.datastore.audit.paging.Page;
import city.datastore.audit.paging.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Rows of a {@link RuleTable}. Outside a transaction every reading is one query on a connection of
 * its own, so it shows what is committed at that instant.
 */
final class RuleRows<I extends RuleId, R extends OwnerRule<I>> {
    private final RuleTable<R> table;
    private final JdbcClient database;

    /**
     * @param app of the role {@code datastore_app}; joins the transaction of the thread
     */
    RuleRows(RuleTable<R> table, DataSource app) {
        this.table = table;
        this.database = JdbcClient.create(app);
    }

    Optional<RuleEntry<R>> find(I id) {
        return database.sql("SELECT * FROM " + table.name() + " WHERE id = :id")
                .param("id", id.value())
                .query((row, _) -> entry(row))
                .optional();
    }

    /** The newest that nobody has ended, of just that dataset or of every dataset of the owner. */
    Optional<RuleEntry<R>> standing(AgencyCode owner, @Nullable DatasetId dataset) {
        return database.sql(
                        table.notEnded()
                                + " AND owner = :owner AND coalesce(dataset, '') = :dataset"
                                + " ORDER BY id DESC LIMIT 1")
                .param("owner", owner.value())
                .param("dataset", dataset == null ? "" : dataset.toString())
                .query((row, _) -> entry(row))
                .optional();
    }

    void add(R rule, String reason, Caller by, Instant at) {
        var dataset = rule.dataset();
        var values = new LinkedHashMap<String, @Nullable Object>(table.columns().apply(rule));
        values.put("id", rule.id().value());
        values.put("owner", rule.owner().value());
        values.put("dataset", dataset == null ? null : dataset.toString());
        values.put("reason", reason);
        values.put("set_by", by.person().value());
        values.put("set_by_name", by.username());
        values.put("set_at", at.atOffset(ZoneOffset.UTC));
        database.sql(
                        "INSERT INTO %s (%s) VALUES (%s)"
                                .formatted(
                                        table.name(),
                                        String.join(", ", values.keySet()),
                                        values.keySet().stream()
                                                .map(column -> ":" + column)
                                                .collect(Collectors.joining(", "))))
                .params(values)
                .update();
    }

    /** Whether it stood until now. */
    boolean end(I id, Caller by, Instant at, String why) {
        return database.sql(
                                """
                                UPDATE {table}
                                SET {ended}_by = :by, {ended}_by_name = :name, {ended}_at = :now,
                                    {ended}_reason = :why
                                WHERE id = :id AND {stands}
                                """
                                        .replace("{table}", table.name())
                                        .replace("{stands}", table.stands())
                                        .replace("{ended}", table.ended()))
                        .param("by", by.person().value())
                        .param("name", by.username())
                        .param("now", at.atOffset(ZoneOffset.UTC))
                        .param("why", why)
                        .param("id", id.value())
                        .update()
                == 1;
    }

    /** How many of that owner stand. */
    long standing(AgencyCode owner, Instant now) {
        return database.sql(
                        "SELECT count(*) FROM %s WHERE owner = :owner AND %s"
                                .formatted(table.name(), table.stands()))
                .param("owner", owner.value())
                .param("now", now.atOffset(ZoneOffset.UTC))
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
    Page<RuleEntry<R>> list(
            @Nullable AgencyCode owner,
            @Nullable DatasetId dataset,
            boolean standing,
            Instant now,
            PageRequest page) {
        var after = page.cursor() == null ? null : UUID.fromString(Cursor.key(page.cursor()));
        var found =
                database.sql(
                                """
                                SELECT * FROM {table}
                                WHERE (owner = :owner OR :owner::text IS NULL)
                                    AND (:dataset::text IS NULL OR dataset = :dataset
                                        OR dataset IS NULL AND owner = :of)
                                    AND (NOT :standing OR {stands})
                                    AND (id < :after OR :after::uuid IS NULL)
                                ORDER BY id DESC LIMIT :limit
                                """
                                        .replace("{table}", table.name())
                                        .replace("{stands}", table.stands()))
                        .param("owner", owner == null ? null : owner.value())
                        .param("dataset", dataset == null ? null : dataset.toString())
                        .param("of", dataset == null ? null : dataset.agency().value())
                        .param("standing", standing)
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .param("after", after, Types.OTHER)
                        .param("limit", page.limit() + 1)
                        .query((row, _) -> entry(row))
                        .list();
        if (found.size() <= page.limit()) {
            return new Page<>(found, null);
        }
        var shown = found.subList(0, page.limit());
        return new Page<>(shown, Cursor.of(shown.getLast().rule().id().toString()));
    }

    private RuleEntry<R> entry(ResultSet row) throws SQLException {
        return new RuleEntry<>(
                table.reading().read(row),
                row.getString("reason"),
                new PersonId(row.getString("set_by")),
                row.getString("set_by_name"),
                row.getObject("set_at", OffsetDateTime.class).toInstant(),
                ending(row));
    }

    private RuleEntry.@Nullable Ending ending(ResultSet row) throws SQLException {
        var ended = table.ended();
        var at = row.getObject(ended + "_at", OffsetDateTime.class);
        return at == null
                ? null
                : new RuleEntry.Ending(
                        new PersonId(row.getString(ended + "_by")),
                        row.getString(ended + "_by_name"),
                        at.toInstant(),
                        row.getString(ended + "_reason"));
    }
}
