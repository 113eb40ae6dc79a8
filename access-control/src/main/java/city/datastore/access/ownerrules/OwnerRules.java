package city.datastore.access.ownerrules;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Agency;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Judgement;
import city.datastore.access.policy.OwnerRule;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.audit.event.About;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EventId;
import city.datastore.audit.names.RuleId;
import city.datastore.audit.paging.Page;
import city.datastore.audit.paging.PageRequest;
import city.datastore.audit.pipeline.Outbox;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The use cases of one kind of owner's rule: look whom one would concern, set it, end it, list
 * them. Decided by the gate first, then made in one transaction with its event; in force, on every
 * node, when it returns. What was set is never changed, only ended, once.
 */
public abstract class OwnerRules<I extends RuleId, R extends OwnerRule<I>, A extends OwnerRuleAsk> {
    private final RuleKind kind;
    private final Gatekeeper gate;
    private final RuleRows<I, R> rows;
    private final TransactionOperations transactions;
    private final Outbox outbox;
    private final Clock clock;

    /**
     * @param app of the role {@code datastore_app}; joins the transaction of the thread
     */
    protected OwnerRules(
            RuleKind kind,
            RuleTable<R> table,
            Gatekeeper gate,
            DataSource app,
            TransactionOperations transactions,
            Outbox outbox,
            Clock clock) {
        this.kind = kind;
        this.gate = gate;
        this.rows = new RuleRows<>(table, app);
        this.transactions = transactions;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * The rule that is asked for.
     *
     * @throws OwnerRuleException.BadField when a field breaks its rule
     */
    protected abstract R wanted(AgencyCode owner, A ask, Instant now);

    /** What the gate is asked about: a rule. */
    protected abstract Target target(R rule);

    /** What the gate is asked about: all rules of an owner, or those on one dataset. */
    protected abstract Target targetOfAll(AgencyCode owner, @Nullable DatasetId dataset);

    /** What the gate is asked about: a rule that is not there yet. */
    protected Target targetOfAsk(AgencyCode owner, A ask) {
        return targetOfAll(owner, ask.dataset());
    }

    /** What the record says of it; cut where it is longer than a detail can be. */
    protected abstract Map<String, String> details(R rule);

    /** Why it cannot be ended: it is over. */
    protected abstract String over(RuleEntry<R> one);

    /**
     * Ends what the rule takes the place of, in the transaction that sets it; nothing where rules
     * stand beside each other.
     *
     * @return what the record says of that
     * @throws OwnerRuleException.WrongState when it cannot take that place
     */
    protected Map<String, String> makeRoom(
            Caller caller, R wanted, A ask, String reason, Instant now) {
        return Map.of();
    }

    /**
     * Sets it.
     *
     * @throws OwnerRuleException.BadField when a field breaks its rule
     * @throws OwnerRuleException.WrongState when the owner has too many, or it cannot take the
     *     place of what stands
     */
    public Recorded<RuleEntry<R>> set(Caller caller, A ask) {
        var now = now();
        admit(caller, kind.set(), ask);
        var wanted = wanted(owner(caller), ask, now);
        var reason = OwnerRuleAsk.text("reason", ask.reason(), "say why");
        return transactions.execute(_ -> {
            var details = new TreeMap<>(details(wanted));
            details.putAll(makeRoom(caller, wanted, ask, reason, now));
            checkCount(wanted.owner(), now);
            rows.add(wanted, reason, caller, now);
            return recorded(caller, kind.set(), wanted, details, now);
        });
    }

    /** What takes the place of another one counts no more than that did. */
    private void checkCount(AgencyCode owner, Instant now) {
        if (rows.standing(owner, now) >= kind.most()) {
            throw new OwnerRuleException.WrongState(
                    "%s has %d %s, and that is the most: %s some first"
                            .formatted(owner, kind.most(), kind.many(), kind.toEnd()));
        }
    }

    /**
     * Ends it.
     *
     * @throws OwnerRuleException when there is none, it is over, or the reason is missing
     */
    public Recorded<RuleEntry<R>> end(Caller caller, I id, String why) {
        var now = now();
        var held = found(caller, id).rule();
        gate.admit(Question.of(caller, kind.end(), target(held)));
        var reason = OwnerRuleAsk.text("reason", why, "say why you " + kind.toEnd() + " it");
        return transactions.execute(_ -> {
            if (!endNow(caller, id, reason, now)) {
                throw new OwnerRuleException.WrongState(over(written(id)));
            }
            return recorded(caller, kind.end(), held, details(held), now);
        });
    }

    /** Whether it stood until now; in the transaction of the thread. */
    protected final boolean endNow(Caller caller, I id, String why, Instant now) {
        return rows.end(id, caller, now, why);
    }

    /**
     * What it would do, decided by the gate and put together by the kind.
     *
     * @throws OwnerRuleException.BadField when a field breaks its rule
     */
    protected final <L> Recorded<L> look(Caller caller, A ask, BiFunction<R, Instant, L> look) {
        var now = now();
        var event = admit(caller, kind.list(), ask);
        return new Recorded<>(look.apply(wanted(owner(caller), ask, now), now), event);
    }

    /** Decides that the caller may list them; the event of that decision. */
    public EventId admitToList(Caller caller, @Nullable DatasetId dataset) {
        var all = targetOfAll(owner(caller), dataset);
        return gate.admit(Question.of(caller, kind.list(), all)).event();
    }

    /**
     * Those of the caller's agency, or of every agency for an auditor of the city; newest first.
     * For whom {@link #admitToList} let in.
     *
     * @param dataset null: on any
     * @param standing whether only those that stand
     */
    public Page<RuleEntry<R>> list(
            Caller caller, @Nullable DatasetId dataset, boolean standing, PageRequest page) {
        var whose = overseesAll(caller) ? null : owner(caller);
        return rows.list(whose, dataset, standing, now(), page);
    }

    /**
     * One of them.
     *
     * @throws OwnerRuleException.NotFound when there is none that the caller may see
     */
    public Recorded<RuleEntry<R>> see(Caller caller, I id) {
        var found = found(caller, id);
        var pass = gate.admit(Question.of(caller, kind.list(), target(found.rule())));
        return new Recorded<>(found, pass.event());
    }

    /** What the gate would say to the caller's setting one; nothing is decided or recorded. */
    public boolean maySet(Caller caller) {
        var agency = caller.agency();
        return agency != null && may(caller, kind.set(), targetOfAll(agency, null));
    }

    /** What the gate would say to the caller's ending it; nothing is decided or recorded. */
    public boolean mayEnd(Caller caller, R rule) {
        return may(caller, kind.end(), target(rule));
    }

    private boolean may(Caller caller, Act act, Target target) {
        return gate.explain(Question.of(caller, act, target)) instanceof Judgement.Allowed;
    }

    /** The newest that nobody has ended, of just that dataset or of every dataset of the owner. */
    protected final Optional<RuleEntry<R>> standing(AgencyCode owner, @Nullable DatasetId dataset) {
        return rows.standing(owner, dataset);
    }

    /** Nobody sets rules on another agency's data; who has no agency is refused by the gate. */
    protected static AgencyCode owner(Caller caller) {
        var agency = caller.agency();
        return agency == null ? Agency.OVERSIGHT : agency;
    }

    private EventId admit(Caller caller, Act act, A ask) {
        var dataset = ask.dataset();
        var whose = dataset == null ? owner(caller) : dataset.agency();
        return gate.admit(Question.of(caller, act, targetOfAsk(whose, ask))).event();
    }

    /** Another agency's does not exist for those who do not oversee the city. */
    private RuleEntry<R> found(Caller caller, I id) {
        return rows.find(id)
                .filter(one -> overseesAll(caller) || caller.of(one.rule().owner()))
                .orElseThrow(() -> new OwnerRuleException.NotFound(kind.one(), id));
    }

    private RuleEntry<R> written(I id) {
        return rows.find(id).orElseThrow(() -> new OwnerRuleException.NotFound(kind.one(), id));
    }

    private Recorded<RuleEntry<R>> recorded(
            Caller caller, Act act, R rule, Map<String, String> said, Instant now) {
        var details = new TreeMap<>(said);
        details.replaceAll((_, text) -> bounded(text));
        var event =
                new AuditEvent(
                        EventId.at(now),
                        now,
                        caller.actor(),
                        act.action(),
                        About.NOTHING.withDataset(rule.dataset(), null).withDetails(details),
                        new Outcome.Done(),
                        caller.request());
        outbox.add(event);
        return new Recorded<>(written(rule.id()), event.id());
    }

    private static String bounded(String text) {
        return text.length() <= About.MAX_DETAIL
                ? text
                : text.substring(0, About.MAX_DETAIL - 1) + "…";
    }

    private static boolean overseesAll(Caller caller) {
        return caller.is(Role.AUDITOR) && caller.of(Agency.OVERSIGHT);
    }

    /** Instants are kept to the millisecond, as the record keeps them. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
