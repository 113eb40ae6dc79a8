package city.datastore.access.ownerrules;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Grants in force on the data of an owner: whom a rule would concern if it were set. */
public final class GrantsInForce {
    private static final String IN_FORCE =
            """
             FROM access.access_grant
            WHERE owner = :owner AND revoked_at IS NULL AND from_at <= :now AND until_at > :now
                AND (:datasets::text[] IS NULL OR dataset = ANY (:datasets))
                AND (:person::text IS NULL OR lower(holder) = :person
                    OR lower(holder_name) = :person)
            """;

    private final JdbcClient database;

    /**
     * @param app of the role {@code datastore_app}
     */
    public GrantsInForce(DataSource app) {
        this.database = JdbcClient.create(app);
    }

    /**
     * How many there are, by the holders' agencies.
     *
     * @param datasets null: every dataset of the owner
     * @param person user name or subject of the one holder to count, in small letters; null:
     *     everybody
     */
    public Reach reach(
            AgencyCode owner,
            @Nullable Collection<DatasetId> datasets,
            @Nullable String person,
            Instant now) {
        return new Reach(
                query(
                                "SELECT agency, count(DISTINCT holder) AS people,"
                                        + " count(*) AS grants,"
                                        + " count(DISTINCT dataset) AS datasets",
                                "GROUP BY agency ORDER BY agency",
                                owner,
                                datasets,
                                person,
                                now)
                        .query((row, _) ->
                                new Reach.OfAgency(
                                        new AgencyCode(row.getString("agency")),
                                        row.getLong("people"),
                                        row.getLong("grants"),
                                        row.getLong("datasets")))
                        .list());
    }

    /** How many there are on those datasets, and the first of the holders by name. */
    public Readers readers(AgencyCode owner, Collection<DatasetId> datasets, Instant now) {
        var named =
                query(
                                "SELECT agency, holder, min(holder_name) AS name",
                                "GROUP BY agency, holder ORDER BY agency, name, holder LIMIT "
                                        + Readers.MOST_NAMED,
                                owner,
                                datasets,
                                null,
                                now)
                        .query((row, _) ->
                                new Readers.Reader(
                                        new AgencyCode(row.getString("agency")),
                                        row.getString("name")))
                        .list();
        return new Readers(reach(owner, datasets, null, now), named);
    }

    /** Datasets of that owner on which somebody holds one. */
    public List<DatasetId> datasets(AgencyCode owner, Instant now) {
        return query("SELECT DISTINCT dataset", "ORDER BY dataset", owner, null, null, now)
                .query((row, _) -> DatasetId.parse(row.getString("dataset")))
                .list();
    }

    private JdbcClient.StatementSpec query(
            String select,
            String order,
            AgencyCode owner,
            @Nullable Collection<DatasetId> datasets,
            @Nullable String person,
            Instant now) {
        var names =
                datasets == null
                        ? null
                        : datasets.stream().map(DatasetId::toString).toArray(String[]::new);
        return database.sql(select + IN_FORCE + order)
                .param("owner", owner.value())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("datasets", names)
                .param("person", person);
    }
}
