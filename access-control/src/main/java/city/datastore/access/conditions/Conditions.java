package city.datastore.access.conditions;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.ownerrules.GrantsInForce;
import city.datastore.access.ownerrules.OwnerRules;
import city.datastore.access.ownerrules.Reach;
import city.datastore.access.ownerrules.RuleEntry;
import city.datastore.access.ownerrules.RuleKind;
import city.datastore.access.ownerrules.RuleTable;
import city.datastore.access.policy.AccessCondition;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.ConditionSource;
import city.datastore.access.policy.Demand;
import city.datastore.access.policy.Target;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.ConditionId;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.pipeline.Outbox;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The use cases of conditions of access. To change one, the one that takes its place is set, and it
 * is ended.
 */
public final class Conditions extends OwnerRules<ConditionId, AccessCondition, ConditionAsk> {
    /** Those that have not been ended, in the database. */
    public static final RuleTable<AccessCondition> TABLE =
            new RuleTable<>(
                    "access.access_condition",
                    "ended",
                    false,
                    Conditions::columns,
                    Conditions::condition);

    private static final RuleKind KIND =
            new RuleKind(
                    "condition of access",
                    "conditions of access",
                    "end",
                    1_000,
                    Act.SET_CONDITION,
                    Act.END_CONDITION,
                    Act.LIST_CONDITIONS);

    private final DataSource app;
    private final GrantsInForce grants;

    /**
     * @param app of the role {@code datastore_app}; joins the transaction of the thread
     */
    public Conditions(
            Gatekeeper gate,
            DataSource app,
            TransactionOperations transactions,
            Outbox outbox,
            Clock clock) {
        super(KIND, TABLE, gate, app, transactions, outbox, clock);
        this.app = app;
        this.grants = new GrantsInForce(app);
    }

    /**
     * Conditions as they are committed at the instant of asking, for the gate.
     *
     * @param app of the role {@code datastore_app}
     */
    public static ConditionSource source(DataSource app) {
        return dataset -> TABLE.on(app, dataset);
    }

    /** A condition that could be set, and whom it would bind. */
    public record Look(AccessCondition wanted, Reach reach) {}

    /**
     * Whom it would bind now.
     *
     * @throws city.datastore.access.ownerrules.OwnerRuleException.BadField when a field breaks its
     *     rule
     */
    public Recorded<Look> preview(Caller caller, ConditionAsk ask) {
        return look(
                caller,
                ask,
                (wanted, now) -> {
                    var on = wanted.dataset();
                    var datasets = on == null ? null : List.of(on);
                    return new Look(wanted, grants.reach(wanted.owner(), datasets, null, now));
                });
    }

    /**
     * Those that stand on a dataset, for whoever may see that there is such a dataset; with nothing
     * of who set them or why.
     */
    public List<AccessCondition> standing(DatasetId dataset) {
        return TABLE.on(app, dataset);
    }

    @Override
    protected AccessCondition wanted(AgencyCode owner, ConditionAsk ask, Instant now) {
        return ask.checked(owner, now);
    }

    @Override
    protected Target target(AccessCondition one) {
        return new Target.OfCondition(one.id(), one.owner(), one.dataset());
    }

    @Override
    protected Target targetOfAll(AgencyCode owner, @Nullable DatasetId dataset) {
        return new Target.OfCondition(null, owner, dataset);
    }

    @Override
    protected Map<String, String> details(AccessCondition one) {
        return Map.of(
                "condition", one.id().toString(),
                "kind", DemandText.of(one.demand()).kind(),
                "demand", one.demand().words());
    }

    @Override
    protected String over(RuleEntry<AccessCondition> one) {
        return "this condition has already been ended";
    }

    private static Map<String, @Nullable Object> columns(AccessCondition one) {
        var demand = DemandText.of(one.demand());
        var columns = new HashMap<String, @Nullable Object>();
        columns.put("kind", demand.kind());
        columns.put("windows", demand.windows().toArray(String[]::new));
        columns.put("zone", demand.zone());
        columns.put("blocks", demand.blocks().toArray(String[]::new));
        return columns;
    }

    /**
     * The condition of a row. What is there and cannot be understood is a condition that nobody
     * meets; where that is the dataset, one on everything of the owner.
     */
    private static AccessCondition condition(ResultSet row) throws SQLException {
        var id = new ConditionId(row.getObject("id", UUID.class));
        var owner = new AgencyCode(row.getString("owner"));
        var demand =
                new DemandText(
                                row.getString("kind"),
                                RuleTable.texts(row, "windows"),
                                row.getString("zone"),
                                RuleTable.texts(row, "blocks"))
                        .read();
        var dataset = row.getString("dataset");
        try {
            var on = dataset == null ? null : DatasetId.parse(dataset);
            return new AccessCondition(id, owner, on, demand);
        } catch (IllegalArgumentException _) {
            return new AccessCondition(id, owner, null, new Demand.Unreadable());
        }
    }
}
