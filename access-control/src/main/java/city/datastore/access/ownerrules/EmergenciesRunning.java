package city.datastore.access.ownerrules;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Emergency accesses on the data of an owner that run and whose holder is on duty still: which a
 * rule would stop if it were set.
 */
public final class EmergenciesRunning {
    private final JdbcClient database;

    /**
     * @param app of the role {@code datastore_app}
     */
    public EmergenciesRunning(DataSource app) {
        this.database = JdbcClient.create(app);
    }

    /**
     * How many there are on each dataset; none is named that has none.
     *
     * @param dataset null: every dataset of the owner
     * @param person user name or subject of the one holder to count, in small letters; null:
     *     everybody
     */
    public Map<DatasetId, Long> on(
            AgencyCode owner, @Nullable DatasetId dataset, @Nullable String person, Instant now) {
        return database
                .sql(
                        """
                        SELECT e.dataset, count(*) AS running FROM access.emergency_access e
                        WHERE e.owner = :owner AND e.ended_at IS NULL AND e.until_at > :now
                            AND (:dataset::text IS NULL OR e.dataset = :dataset)
                            AND (:person::text IS NULL
                                OR :person IN (lower(e.holder_name), lower(e.holder)))
                            AND EXISTS (SELECT FROM access.duty_appointment d
                                WHERE d.agency = e.agency AND d.role = e.role
                                    AND d.person IN (lower(e.holder_name), lower(e.holder))
                                    AND d.ended_at IS NULL
                                    AND d.from_at <= :now AND d.until_at > :now)
                        GROUP BY e.dataset
                        """)
                .param("owner", owner.value())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("dataset", dataset == null ? null : dataset.toString())
                .param("person", person)
                .query((row, _) ->
                        Map.entry(
                                DatasetId.parse(row.getString("dataset")), row.getLong("running")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
