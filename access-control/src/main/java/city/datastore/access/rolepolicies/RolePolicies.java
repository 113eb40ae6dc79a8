package city.datastore.access.rolepolicies;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.ownerrules.EmergenciesRunning;
import city.datastore.access.ownerrules.GrantsInForce;
import city.datastore.access.ownerrules.OwnerRuleException;
import city.datastore.access.ownerrules.OwnerRules;
import city.datastore.access.ownerrules.RuleEntry;
import city.datastore.access.ownerrules.RuleKind;
import city.datastore.access.ownerrules.RuleTable;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.RoleMatrix;
import city.datastore.access.policy.RolePolicy;
import city.datastore.access.policy.RolePolicySource;
import city.datastore.access.policy.Target;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.RolePolicyId;
import city.datastore.audit.pipeline.Outbox;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The use cases of role policies. One is in force at a time on a dataset, and one on every dataset
 * of an owner: the next version takes its place.
 */
public final class RolePolicies extends OwnerRules<RolePolicyId, RolePolicy, RolePolicyAsk> {
    /** Those that are in force, in the database. */
    public static final RuleTable<RolePolicy> TABLE =
            new RuleTable<>(
                    "access.role_policy",
                    "ended",
                    false,
                    RolePolicies::columns,
                    RolePolicies::policy);

    private static final RuleKind KIND =
            new RuleKind(
                    "role policy",
                    "role policies",
                    "end",
                    1_000,
                    Act.SET_ROLE_POLICY,
                    Act.END_ROLE_POLICY,
                    Act.LIST_ROLE_POLICIES);

    private final DataSource app;
    private final GrantsInForce grants;
    private final EmergenciesRunning emergencies;

    /**
     * @param app of the role {@code datastore_app}; joins the transaction of the thread
     */
    public RolePolicies(
            Gatekeeper gate,
            DataSource app,
            TransactionOperations transactions,
            Outbox outbox,
            Clock clock) {
        super(KIND, TABLE, gate, app, transactions, outbox, clock);
        this.app = app;
        this.grants = new GrantsInForce(app);
        this.emergencies = new EmergenciesRunning(app);
    }

    /**
     * Role policies as they are committed at the instant of asking, for the gate.
     *
     * @param app of the role {@code datastore_app}
     */
    public static RolePolicySource source(DataSource app) {
        return dataset -> TABLE.on(app, dataset);
    }

    /**
     * Whom it would stop now.
     *
     * @throws OwnerRuleException.BadField when a field breaks its rule
     */
    public Recorded<Outlook> preview(Caller caller, RolePolicyAsk ask) {
        return look(
                caller,
                ask,
                (wanted, now) -> {
                    var replaced = standing(wanted.owner(), wanted.dataset()).map(RuleEntry::rule);
                    var before = TABLE.of(app, wanted.owner());
                    var running = emergencies.on(wanted.owner(), wanted.dataset(), null, now);
                    return Outlook.of(wanted, replaced.orElse(null), before, grants, running, now);
                });
    }

    @Override
    public Recorded<RuleEntry<RolePolicy>> set(Caller caller, RolePolicyAsk ask) {
        try {
            return super.set(caller, ask);
        } catch (DuplicateKeyException e) {
            var meanwhile = changed(ask.replaces() + 1);
            meanwhile.initCause(e);
            throw meanwhile;
        }
    }

    /**
     * The one in force of the caller's agency for just that dataset. For whom {@link #admitToList}
     * let in.
     *
     * @param dataset null: the one for every dataset
     */
    public Optional<RuleEntry<RolePolicy>> inForce(Caller caller, @Nullable DatasetId dataset) {
        return standing(owner(caller), dataset);
    }

    /**
     * Those in force on a dataset, for whoever may see that there is such a dataset; with nothing
     * of who set them or why.
     */
    public List<RolePolicy> standing(DatasetId dataset) {
        return TABLE.on(app, dataset);
    }

    @Override
    protected RolePolicy wanted(AgencyCode owner, RolePolicyAsk ask, Instant now) {
        var roles = ask.checked(owner);
        int version = next(owner, ask.dataset());
        return new RolePolicy(RolePolicyId.at(now), owner, ask.dataset(), version, roles);
    }

    private int next(AgencyCode owner, @Nullable DatasetId dataset) {
        return JdbcClient.create(app)
                .sql(
                        "SELECT coalesce(max(version), 0) + 1 FROM access.role_policy"
                                + " WHERE owner = :owner AND coalesce(dataset, '') = :dataset")
                .param("owner", owner.value())
                .param("dataset", dataset == null ? "" : dataset.toString())
                .query(Integer.class)
                .single();
    }

    /** Ends the version in force, where it is the one that the author of the next one saw. */
    @Override
    protected Map<String, String> makeRoom(
            Caller caller, RolePolicy wanted, RolePolicyAsk ask, String reason, Instant now) {
        var replaced = standing(wanted.owner(), wanted.dataset()).map(RuleEntry::rule).orElse(null);
        int stands = replaced == null ? 0 : replaced.version();
        if (stands != ask.replaces()
                || (replaced != null && !endNow(caller, replaced.id(), reason, now))) {
            throw changed(stands);
        }
        return replaced == null ? Map.of() : Map.of("replaces", replaced.id().toString());
    }

    private static OwnerRuleException.WrongState changed(int stands) {
        return new OwnerRuleException.WrongState(
                (stands == 0 ? "no role policy is" : "version " + stands + " is")
                        + " in force now, and another one when you looked: look again before you"
                        + " set yours");
    }

    @Override
    protected Target target(RolePolicy one) {
        return new Target.OfRolePolicy(one.id(), one.owner(), one.dataset());
    }

    @Override
    protected Target targetOfAll(AgencyCode owner, @Nullable DatasetId dataset) {
        return new Target.OfRolePolicy(null, owner, dataset);
    }

    @Override
    protected Map<String, String> details(RolePolicy one) {
        return Map.of(
                "policy", one.id().toString(),
                "version", Integer.toString(one.version()),
                "roles", one.roles().words());
    }

    @Override
    protected String over(RuleEntry<RolePolicy> one) {
        return "this role policy has already been ended";
    }

    private static Map<String, @Nullable Object> columns(RolePolicy one) {
        return Map.of(
                "version", one.version(),
                "roles", RoleCells.of(one.roles()).toArray(String[]::new));
    }

    /**
     * The policy of a row. What is there and cannot be understood lets nobody read; where that is
     * the dataset, nothing of the owner.
     */
    private static RolePolicy policy(ResultSet row) throws SQLException {
        var id = new RolePolicyId(row.getObject("id", UUID.class));
        var owner = new AgencyCode(row.getString("owner"));
        var roles = RoleCells.read(RuleTable.texts(row, "roles"));
        var dataset = row.getString("dataset");
        int version = row.getInt("version");
        try {
            var on = dataset == null ? null : DatasetId.parse(dataset);
            return new RolePolicy(id, owner, on, version, roles);
        } catch (IllegalArgumentException _) {
            return new RolePolicy(id, owner, null, version, new RoleMatrix.Unreadable());
        }
    }
}
