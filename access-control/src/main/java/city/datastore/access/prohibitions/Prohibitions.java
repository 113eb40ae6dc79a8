package city.datastore.access.prohibitions;

import static java.util.Objects.requireNonNull;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.ownerrules.EmergenciesRunning;
import city.datastore.access.ownerrules.GrantsInForce;
import city.datastore.access.ownerrules.OwnerRules;
import city.datastore.access.ownerrules.RuleEntry;
import city.datastore.access.ownerrules.RuleKind;
import city.datastore.access.ownerrules.RuleTable;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Prohibition;
import city.datastore.access.policy.ProhibitionSource;
import city.datastore.access.policy.Target;
import city.datastore.audit.calendar.UkTime;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.ProhibitionId;
import city.datastore.audit.pipeline.Outbox;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The use cases of prohibitions, of which some end by themselves; to end one is to lift it. */
public final class Prohibitions extends OwnerRules<ProhibitionId, Prohibition, ProhibitionAsk> {
    /** Those that have not been lifted, in the database. */
    public static final RuleTable<Prohibition> TABLE =
            new RuleTable<>(
                    "access.prohibition",
                    "lifted",
                    true,
                    Prohibitions::columns,
                    Prohibitions::prohibition);

    private static final RuleKind KIND =
            new RuleKind(
                    "prohibition",
                    "prohibitions standing",
                    "lift",
                    10_000,
                    Act.SET_PROHIBITION,
                    Act.LIFT_PROHIBITION,
                    Act.LIST_PROHIBITIONS);

    private final GrantsInForce grants;
    private final EmergenciesRunning emergencies;

    /**
     * @param app of the role {@code datastore_app}; joins the transaction of the thread
     */
    public Prohibitions(
            Gatekeeper gate,
            DataSource app,
            TransactionOperations transactions,
            Outbox outbox,
            Clock clock) {
        super(KIND, TABLE, gate, app, transactions, outbox, clock);
        this.grants = new GrantsInForce(app);
        this.emergencies = new EmergenciesRunning(app);
    }

    /**
     * Prohibitions as they are committed at the instant of asking, for the gate. An owner can have
     * many: only those on the dataset and the caller are read.
     *
     * @param app of the role {@code datastore_app}
     */
    public static ProhibitionSource source(DataSource app) {
        return (dataset, caller) ->
                JdbcClient.create(app)
                        .sql(
                                TABLE.notEnded()
                                        + " AND owner = :owner"
                                        + " AND (dataset IS NULL OR dataset = :dataset)"
                                        + " AND (person IS NULL OR person IN (:names))")
                        .param("owner", dataset.agency().value())
                        .param("dataset", dataset.toString())
                        .param(
                                "names",
                                List.of(
                                        Prohibition.normalised(caller.username()),
                                        Prohibition.normalised(caller.person().value())))
                        .query((row, _) -> prohibition(row))
                        .list();
    }

    /**
     * Whom it would stop now.
     *
     * @throws city.datastore.access.ownerrules.OwnerRuleException.BadField when a field breaks its
     *     rule
     */
    public Recorded<Stopped> preview(Caller caller, ProhibitionAsk ask) {
        return look(
                caller,
                ask,
                (wanted, now) -> {
                    var on = wanted.dataset();
                    var datasets = on == null ? null : List.of(on);
                    var running = emergencies.on(wanted.owner(), on, wanted.person(), now);
                    return new Stopped(
                            grants.reach(wanted.owner(), datasets, wanted.person(), now),
                            running.values().stream().mapToLong(Long::longValue).sum());
                });
    }

    @Override
    protected Prohibition wanted(AgencyCode owner, ProhibitionAsk ask, Instant now) {
        return ask.checked(owner, now);
    }

    @Override
    protected Target target(Prohibition one) {
        return new Target.OfProhibition(one.id(), one.owner(), one.dataset(), one.person());
    }

    @Override
    protected Target targetOfAll(AgencyCode owner, @Nullable DatasetId dataset) {
        return new Target.OfProhibition(null, owner, dataset, null);
    }

    @Override
    protected Target targetOfAsk(AgencyCode owner, ProhibitionAsk ask) {
        return new Target.OfProhibition(null, owner, ask.dataset(), ask.person());
    }

    @Override
    protected Map<String, String> details(Prohibition one) {
        var details = new TreeMap<String, String>();
        details.put("prohibition", one.id().toString());
        details.put("kind", one.kind().code());
        if (one.person() != null) {
            details.put("person", one.person());
        }
        if (one.until() != null) {
            details.put("until", one.until().toString());
        }
        return details;
    }

    @Override
    protected String over(RuleEntry<Prohibition> one) {
        var lifting = one.ending();
        return "this prohibition"
                + (lifting == null
                        ? " has already ended, on " + UkTime.end(requireNonNull(one.rule().until()))
                        : " has already been lifted, on " + UkTime.time(lifting.at()));
    }

    private static Map<String, @Nullable Object> columns(Prohibition one) {
        var columns = new HashMap<String, @Nullable Object>();
        var until = one.until();
        columns.put("revision", 0L);
        columns.put("kind", one.kind().code());
        columns.put("person", one.person());
        columns.put("until_at", until == null ? null : until.atOffset(ZoneOffset.UTC));
        return columns;
    }

    private static Prohibition prohibition(ResultSet row) throws SQLException {
        var dataset = row.getString("dataset");
        var until = row.getObject("until_at", OffsetDateTime.class);
        return new Prohibition(
                new ProhibitionId(row.getObject("id", UUID.class)),
                Prohibition.Kind.of(row.getString("kind")).orElseThrow(),
                new AgencyCode(row.getString("owner")),
                dataset == null ? null : DatasetId.parse(dataset),
                row.getString("person"),
                until == null ? null : until.toInstant());
    }
}
