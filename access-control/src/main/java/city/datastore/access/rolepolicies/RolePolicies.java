package city.datastore.access.rolepolicies;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Agency;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.RolePolicy;
import city.datastore.access.policy.RolePolicySource;
import city.datastore.access.policy.Target;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EventId;
import city.datastore.audit.names.RolePolicyId;
import city.datastore.audit.paging.Page;
import city.datastore.audit.paging.PageRequest;
import city.datastore.audit.pipeline.Outbox;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The use cases of role policies: look whom one would stop, set the next version, end one, list
 * them. Decided by the gate first, then made in one transaction with its event; in force, on every
 * node, when it returns. A version is never changed: the next one takes its place.
 */
public final class RolePolicies {
    /** Most that one owner can have in force at a time. */
    public static final int MAX_STANDING = 1_000;

    private final Gatekeeper gate;
    private final RolePolicyRows rows;
    private final TransactionOperations transactions;
    private final Outbox outbox;
    private final Clock clock;

    /**
     * @param app of the role {@code datastore_app}; joins the transaction of the thread
     */
    public RolePolicies(
            Gatekeeper gate,
            DataSource app,
            TransactionOperations transactions,
            Outbox outbox,
            Clock clock) {
        this.gate = gate;
        this.rows = new RolePolicyRows(app);
        this.transactions = transactions;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Role policies as they are committed at the instant of asking, for the gate.
     *
     * @param app of the role {@code datastore_app}
     */
    public static RolePolicySource source(DataSource app) {
        return new RolePolicyRows(app);
    }

    /**
     * Whom it would stop now.
     *
     * @throws RolePolicyException.BadField when a field breaks its rule
     */
    public Recorded<Outlook> preview(Caller caller, RolePolicyAsk ask) {
        var now = now();
        var pass = gate.admit(Question.of(caller, Act.LIST_ROLE_POLICIES, target(caller, ask)));
        var owner = owner(caller);
        var wanted = wanted(owner, ask, now);
        return new Recorded<>(
                Outlook.of(wanted, standing(owner, ask.dataset()), rows, now), pass.event());
    }

    /**
     * Sets the next version.
     *
     * @throws RolePolicyException.BadField when a field breaks its rule
     * @throws RolePolicyException.WrongState when another version is in force than the one that it
     *     was to take the place of, or the owner has too many
     */
    public Recorded<RolePolicyEntry> set(Caller caller, RolePolicyAsk ask) {
        var now = now();
        gate.admit(Question.of(caller, Act.SET_ROLE_POLICY, target(caller, ask)));
        var owner = owner(caller);
        var matrix = ask.checked(owner);
        var reason = RolePolicyAsk.text(ask.reason(), "say why");
        if (rows.inForce(owner).size() >= MAX_STANDING) {
            throw new RolePolicyException.WrongState(
                    "%s has %d role policies, and that is the most: end some first"
                            .formatted(owner, MAX_STANDING));
        }
        try {
            return transactions.execute(_ -> {
                var replaced = standing(owner, ask.dataset());
                int stands = replaced == null ? 0 : replaced.version();
                if (stands != ask.replaces()
                        || (replaced != null && !rows.end(replaced.id(), caller, now, reason))) {
                    throw changed(stands);
                }
                var wanted = wanted(owner, ask, now);
                rows.add(wanted, matrix, reason, caller, now);
                var event = Events.of(caller, Act.SET_ROLE_POLICY, wanted, replaced, now);
                outbox.add(event);
                return new Recorded<>(written(wanted.id()), event.id());
            });
        } catch (DuplicateKeyException e) {
            var meanwhile = changed(ask.replaces() + 1);
            meanwhile.initCause(e);
            throw meanwhile;
        }
    }

    private static RolePolicyException.WrongState changed(int stands) {
        return new RolePolicyException.WrongState(
                (stands == 0 ? "no role policy is" : "version " + stands + " is")
                        + " in force now, and another one when you looked: look again before you"
                        + " set yours");
    }

    /**
     * Ends it: the rules are narrowed by it no more.
     *
     * @throws RolePolicyException when there is none, it has been ended, or the reason is missing
     */
    public Recorded<RolePolicyEntry> end(Caller caller, RolePolicyId id, String why) {
        var now = now();
        var held = found(caller, id).policy();
        gate.admit(Question.of(caller, Act.END_ROLE_POLICY, target(held)));
        var reason = RolePolicyAsk.text(why, "say why you end it");
        var event = Events.of(caller, Act.END_ROLE_POLICY, held, null, now);
        return transactions.execute(_ -> {
            if (!rows.end(id, caller, now, reason)) {
                throw new RolePolicyException.WrongState(
                        "role policy " + id + " has already been ended");
            }
            outbox.add(event);
            return new Recorded<>(written(id), event.id());
        });
    }

    /** Decides that the caller may list them; the event of that decision. */
    public EventId admitToList(Caller caller, @Nullable DatasetId dataset) {
        return gate.admit(
                        Question.of(
                                caller,
                                Act.LIST_ROLE_POLICIES,
                                new Target.OfRolePolicy(null, owner(caller), dataset)))
                .event();
    }

    /**
     * Those of the caller's agency, or of every agency for an auditor of the city; newest first.
     * For whom {@link #admitToList} let in.
     *
     * @param dataset null: on any
     * @param standing whether only those in force
     */
    public Page<RolePolicyEntry> list(
            Caller caller, @Nullable DatasetId dataset, boolean standing, PageRequest page) {
        return rows.list(overseesAll(caller) ? null : owner(caller), dataset, standing, page);
    }

    /**
     * The one in force of the caller's agency for just that dataset. For whom {@link #admitToList}
     * let in.
     *
     * @param dataset null: the one for every dataset
     */
    public Optional<RolePolicyEntry> inForce(Caller caller, @Nullable DatasetId dataset) {
        return rows.standing(owner(caller), dataset);
    }

    /**
     * Those in force on a dataset, for whoever may see that there is such a dataset; with nothing
     * of who set them or why.
     */
    public List<RolePolicy> standing(DatasetId dataset) {
        return rows.rolePolicies(dataset);
    }

    /**
     * One of them.
     *
     * @throws RolePolicyException.NotFound when there is none that the caller may see
     */
    public Recorded<RolePolicyEntry> see(Caller caller, RolePolicyId id) {
        var found = found(caller, id);
        var pass = gate.admit(Question.of(caller, Act.LIST_ROLE_POLICIES, target(found.policy())));
        return new Recorded<>(found, pass.event());
    }

    private RolePolicy wanted(AgencyCode owner, RolePolicyAsk ask, Instant now) {
        return new RolePolicy(
                RolePolicyId.at(now),
                owner,
                ask.dataset(),
                rows.next(owner, ask.dataset()),
                ask.checked(owner));
    }

    private @Nullable RolePolicy standing(AgencyCode owner, @Nullable DatasetId dataset) {
        return rows.standing(owner, dataset).map(RolePolicyEntry::policy).orElse(null);
    }

    private RolePolicyEntry written(RolePolicyId id) {
        return rows.find(id).orElseThrow(() -> new RolePolicyException.NotFound(id));
    }

    /** Another agency's does not exist for those who do not oversee the city. */
    private RolePolicyEntry found(Caller caller, RolePolicyId id) {
        return rows.find(id)
                .filter(one -> overseesAll(caller) || caller.of(one.policy().owner()))
                .orElseThrow(() -> new RolePolicyException.NotFound(id));
    }

    private static boolean overseesAll(Caller caller) {
        return caller.is(Role.AUDITOR) && caller.of(Agency.OVERSIGHT);
    }

    /** Nobody narrows another agency's data; the gate refuses who has no agency. */
    private static AgencyCode owner(Caller caller) {
        var agency = caller.agency();
        return agency == null ? Agency.OVERSIGHT : agency;
    }

    private static Target target(Caller caller, RolePolicyAsk ask) {
        var dataset = ask.dataset();
        return new Target.OfRolePolicy(
                null, dataset == null ? owner(caller) : dataset.agency(), dataset);
    }

    private static Target target(RolePolicy one) {
        return new Target.OfRolePolicy(one.id(), one.owner(), one.dataset());
    }

    /** Instants are kept to the millisecond, as the record keeps them. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
