package city.datastore.agreements.register;

import city.datastore.agreements.Flow;
import city.datastore.agreements.FlowRegister;
import city.datastore.audit.names.AgencyCode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Flows as PostgreSQL counts them, from those it keeps for each agreement that is active. */
public final class FlowRows implements FlowRegister {
    private static final String COUNTED =
            """
            SELECT f.giver, f.receiver, count(*)::int AS agreements
            FROM agreements.kept_flow f
            WHERE f.starts <= :now AND f.ends > :now\
            """;

    private static final String PUBLISHED = " AND f.published";

    /** Whoever stands by an agreement that has a flow gives in it or receives. */
    private static final String OF_PARTY =
            """
             AND f.reference IN (SELECT g.reference FROM agreements.kept_flow g WHERE g.giver = :party
                UNION SELECT r.reference FROM agreements.kept_flow r WHERE r.receiver = :party)\
            """;

    private static final String GROUPED =
            " GROUP BY f.giver, f.receiver ORDER BY f.giver, f.receiver";

    private final JdbcClient database;

    /**
     * @param app of the role {@code datastore_app}
     */
    public FlowRows(DataSource app) {
        this.database = JdbcClient.create(app);
    }

    @Override
    public List<Flow> published(Instant now) {
        return flows(database.sql(COUNTED + PUBLISHED + GROUPED), now);
    }

    @Override
    public List<Flow> of(@Nullable AgencyCode party, Instant now) {
        return party == null
                ? flows(database.sql(COUNTED + GROUPED), now)
                : flows(
                        database.sql(COUNTED + OF_PARTY + GROUPED).param("party", party.value()),
                        now);
    }

    private static List<Flow> flows(JdbcClient.StatementSpec counted, Instant now) {
        return counted.param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, _) ->
                        new Flow(
                                new AgencyCode(row.getString("giver")),
                                new AgencyCode(row.getString("receiver")),
                                row.getInt("agreements")))
                .list();
    }
}
