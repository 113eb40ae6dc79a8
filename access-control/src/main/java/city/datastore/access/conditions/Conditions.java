package city.datastore.access.conditions;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Agency;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.AccessCondition;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.ConditionSource;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.access.prohibitions.Reach;
import city.datastore.audit.event.About;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.ConditionId;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EventId;
import city.datastore.audit.paging.Page;
import city.datastore.audit.paging.PageRequest;
import city.datastore.audit.pipeline.Outbox;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The use cases of conditions of access: look whom one would bind, set it, end it, list them.
 * Decided by the gate first, then made in one transaction with its event; in force, on every node,
 * when it returns. A condition is never changed: one that takes its place is set, and it is ended.
 */
public final class Conditions {
    /** Most that one owner can have standing at a time. */
    public static final int MAX_STANDING = 1_000;

    private final Gatekeeper gate;
    private final ConditionRows rows;
    private final TransactionOperations transactions;
    private final Outbox outbox;
    private final Clock clock;

    /**
     * @param app of the role {@code datastore_app}; joins the transaction of the thread
     */
    public Conditions(
            Gatekeeper gate,
            DataSource app,
            TransactionOperations transactions,
            Outbox outbox,
            Clock clock) {
        this.gate = gate;
        this.rows = new ConditionRows(app);
        this.transactions = transactions;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Conditions as they are committed at the instant of asking, for the gate.
     *
     * @param app of the role {@code datastore_app}
     */
    public static ConditionSource source(DataSource app) {
        return new ConditionRows(app);
    }

    /**
     * Whom it would bind now.
     *
     * @throws ConditionException.BadField when a field breaks its rule
     */
    public Recorded<Look> preview(Caller caller, ConditionAsk ask) {
        var now = now();
        var pass = gate.admit(Question.of(caller, Act.LIST_CONDITIONS, target(caller, ask)));
        var wanted = ask.checked(owner(caller), now);
        return new Recorded<>(
                new Look(wanted, rows.reach(wanted.owner(), wanted.dataset(), now)), pass.event());
    }

    /** A condition that could be set, and whom it would bind. */
    public record Look(AccessCondition wanted, Reach reach) {}

    /**
     * Sets it.
     *
     * @throws ConditionException.BadField when a field breaks its rule
     * @throws ConditionException.WrongState when the owner has too many
     */
    public Recorded<ConditionEntry> set(Caller caller, ConditionAsk ask) {
        var now = now();
        gate.admit(Question.of(caller, Act.SET_CONDITION, target(caller, ask)));
        var wanted = ask.checked(owner(caller), now);
        var reason = ConditionAsk.text("reason", ask.reason(), "say why");
        if (rows.standing(wanted.owner()) >= MAX_STANDING) {
            throw new ConditionException.WrongState(
                    "%s has %d conditions of access, and that is the most: end some first"
                            .formatted(wanted.owner(), MAX_STANDING));
        }
        var event = event(caller, Act.SET_CONDITION, wanted, now);
        return transactions.execute(_ -> {
            rows.add(wanted, reason, caller, now);
            outbox.add(event);
            return new Recorded<>(written(wanted.id()), event.id());
        });
    }

    /**
     * Ends it.
     *
     * @throws ConditionException when there is none, it has been ended, or the reason is missing
     */
    public Recorded<ConditionEntry> end(Caller caller, ConditionId id, String why) {
        var now = now();
        var held = found(caller, id).condition();
        gate.admit(Question.of(caller, Act.END_CONDITION, target(held)));
        var reason = ConditionAsk.text("reason", why, "say why you end it");
        var event = event(caller, Act.END_CONDITION, held, now);
        return transactions.execute(_ -> {
            if (!rows.end(id, caller, now, reason)) {
                throw new ConditionException.WrongState(
                        "condition " + id + " has already been ended");
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
                                Act.LIST_CONDITIONS,
                                new Target.OfCondition(null, owner(caller), dataset)))
                .event();
    }

    /**
     * Those of the caller's agency, or of every agency for an auditor of the city; newest first.
     * For whom {@link #admitToList} let in.
     *
     * @param dataset null: on any
     * @param standing whether only those that stand
     */
    public Page<ConditionEntry> list(
            Caller caller, @Nullable DatasetId dataset, boolean standing, PageRequest page) {
        return rows.list(overseesAll(caller) ? null : owner(caller), dataset, standing, page);
    }

    /**
     * Those that stand on a dataset, for whoever may see that there is such a dataset; with nothing
     * of who set them or why.
     */
    public List<AccessCondition> standing(DatasetId dataset) {
        return rows.conditions(dataset);
    }

    /**
     * One of them.
     *
     * @throws ConditionException.NotFound when there is none that the caller may see
     */
    public Recorded<ConditionEntry> see(Caller caller, ConditionId id) {
        var found = found(caller, id);
        var pass = gate.admit(Question.of(caller, Act.LIST_CONDITIONS, target(found.condition())));
        return new Recorded<>(found, pass.event());
    }

    private ConditionEntry written(ConditionId id) {
        return rows.find(id).orElseThrow(() -> new ConditionException.NotFound(id));
    }

    /** Another agency's does not exist for those who do not oversee the city. */
    private ConditionEntry found(Caller caller, ConditionId id) {
        return rows.find(id)
                .filter(one -> overseesAll(caller) || caller.of(one.condition().owner()))
                .orElseThrow(() -> new ConditionException.NotFound(id));
    }

    private static boolean overseesAll(Caller caller) {
        return caller.is(Role.AUDITOR) && caller.of(Agency.OVERSIGHT);
    }

    /** Nobody sets conditions on another agency's data; the gate refuses who has no agency. */
    private static AgencyCode owner(Caller caller) {
        var agency = caller.agency();
        return agency == null ? Agency.OVERSIGHT : agency;
    }

    private static Target target(Caller caller, ConditionAsk ask) {
        var dataset = ask.dataset();
        return new Target.OfCondition(
                null, dataset == null ? owner(caller) : dataset.agency(), dataset);
    }

    private static Target target(AccessCondition one) {
        return new Target.OfCondition(one.id(), one.owner(), one.dataset());
    }

    private static AuditEvent event(Caller caller, Act act, AccessCondition one, Instant now) {
        var demand = DemandText.of(one.demand());
        return new AuditEvent(
                EventId.at(now),
                now,
                caller.actor(),
                act.action(),
                About.NOTHING
                        .withDataset(one.dataset(), null)
                        .withDetails(
                                Map.of(
                                        "condition", one.id().toString(),
                                        "kind", demand.kind(),
                                        "demand", bounded(one.demand().words()))),
                new Outcome.Done(),
                caller.request());
    }

    private static String bounded(String words) {
        return words.length() <= About.MAX_DETAIL
                ? words
                : words.substring(0, About.MAX_DETAIL - 1) + "…";
    }

    /** Instants are kept to the millisecond, as the record keeps them. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
