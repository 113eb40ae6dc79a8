package city.datastore.access.prohibitions;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Agency;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Prohibition;
import city.datastore.access.policy.ProhibitionSource;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.audit.event.About;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EventId;
import city.datastore.audit.names.ProhibitionId;
import city.datastore.audit.paging.Page;
import city.datastore.audit.paging.PageRequest;
import city.datastore.audit.pipeline.Outbox;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The use cases of prohibitions: look what one would stop, set it, lift it, list them. Decided by
 * the gate first, then made in one transaction with its event; in force, on every node, when it
 * returns.
 */
public final class Prohibitions {
    /** Most that one owner can have standing at a time. */
    public static final int MAX_STANDING = 10_000;

    private final Gatekeeper gate;
    private final ProhibitionRows rows;
    private final TransactionOperations transactions;
    private final Outbox outbox;
    private final Clock clock;

    /**
     * @param rows joins the transaction of the thread, as Spring's shared one does
     */
    public Prohibitions(
            Gatekeeper gate,
            EntityManager rows,
            TransactionOperations transactions,
            Outbox outbox,
            Clock clock) {
        this.gate = gate;
        this.rows = new ProhibitionRows(rows);
        this.transactions = transactions;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Prohibitions as they are committed at the instant of asking, for the gate. */
    public static ProhibitionSource source(EntityManager rows) {
        return new ProhibitionRows(rows);
    }

    /**
     * Whom it would stop now.
     *
     * @throws ProhibitionException.BadField when a field breaks its rule
     */
    public Recorded<Reach> preview(Caller caller, ProhibitionAsk ask) {
        var now = now();
        var pass = gate.admit(Question.of(caller, Act.LIST_PROHIBITIONS, target(caller, ask)));
        return new Recorded<>(rows.reach(ask.checked(owner(caller), now), now), pass.event());
    }

    /**
     * Sets it.
     *
     * @throws ProhibitionException.BadField when a field breaks its rule
     * @throws ProhibitionException.WrongState when the owner has too many
     */
    public Recorded<ProhibitionEntry> set(Caller caller, ProhibitionAsk ask) {
        var now = now();
        gate.admit(Question.of(caller, Act.SET_PROHIBITION, target(caller, ask)));
        var wanted = ask.checked(owner(caller), now);
        var reason = ProhibitionAsk.text("reason", ask.reason(), "say why");
        if (rows.standing(wanted.owner(), now) >= MAX_STANDING) {
            throw new ProhibitionException.WrongState(
                    "%s has %d prohibitions standing, and that is the most: lift some first"
                            .formatted(wanted.owner(), MAX_STANDING));
        }
        var event = event(caller, Act.SET_PROHIBITION, wanted, now);
        return transactions.execute(_ -> {
            var row = new ProhibitionRow(wanted, reason, caller, now);
            rows.add(row);
            outbox.add(event);
            return new Recorded<>(row.toRecord(), event.id());
        });
    }

    /**
     * Lifts it.
     *
     * @throws ProhibitionException when there is none, it was lifted or has ended, or the reason is
     *     missing
     */
    public Recorded<ProhibitionEntry> lift(Caller caller, ProhibitionId id, String why) {
        var now = now();
        var held = found(caller, id).prohibition();
        gate.admit(Question.of(caller, Act.LIFT_PROHIBITION, target(id, held)));
        var reason = ProhibitionAsk.text("reason", why, "say why you lift it");
        var event = event(caller, Act.LIFT_PROHIBITION, held, now);
        return transactions.execute(_ -> {
            var row = rows.locked(id).orElseThrow(() -> new ProhibitionException.NotFound(id));
            row.lift(caller, now, reason);
            outbox.add(event);
            return new Recorded<>(row.toRecord(), event.id());
        });
    }

    /** Decides that the caller may list them; the event of that decision. */
    public EventId admitToList(Caller caller, @Nullable DatasetId dataset) {
        return gate.admit(
                        Question.of(
                                caller,
                                Act.LIST_PROHIBITIONS,
                                new Target.OfProhibition(null, owner(caller), dataset, null)))
                .event();
    }

    /**
     * Those of the caller's agency, or of every agency for an auditor of the city; newest first.
     * For whom {@link #admitToList} let in.
     *
     * @param dataset null: on any
     * @param standing whether only those that stand
     */
    public Page<ProhibitionEntry> list(
            Caller caller, @Nullable DatasetId dataset, boolean standing, PageRequest page) {
        return rows.list(
                overseesAll(caller) ? null : owner(caller), dataset, standing, now(), page);
    }

    /**
     * One of them.
     *
     * @throws ProhibitionException.NotFound when there is none that the caller may see
     */
    public Recorded<ProhibitionEntry> see(Caller caller, ProhibitionId id) {
        var found = found(caller, id);
        var pass =
                gate.admit(
                        Question.of(
                                caller, Act.LIST_PROHIBITIONS, target(id, found.prohibition())));
        return new Recorded<>(found, pass.event());
    }

    /** Another agency's does not exist for those who do not oversee the city. */
    private ProhibitionEntry found(Caller caller, ProhibitionId id) {
        return rows.find(id)
                .filter(one -> overseesAll(caller) || caller.of(one.prohibition().owner()))
                .orElseThrow(() -> new ProhibitionException.NotFound(id));
    }

    private static boolean overseesAll(Caller caller) {
        return caller.is(Role.AUDITOR) && caller.of(Agency.OVERSIGHT);
    }

    /** Nobody forbids on another agency's data; who has no agency is refused by the gate. */
    private static AgencyCode owner(Caller caller) {
        var agency = caller.agency();
        return agency == null ? Agency.OVERSIGHT : agency;
    }

    private static Target target(Caller caller, ProhibitionAsk ask) {
        var dataset = ask.dataset();
        var person = ask.person();
        return new Target.OfProhibition(
                null,
                dataset == null ? owner(caller) : dataset.agency(),
                dataset,
                person == null ? null : person.value());
    }

    private static Target target(@Nullable ProhibitionId id, Prohibition one) {
        return new Target.OfProhibition(id, one.owner(), one.dataset(), one.person());
    }

    private static AuditEvent event(Caller caller, Act act, Prohibition one, Instant now) {
        var details = new TreeMap<String, String>();
        details.put("prohibition", one.id().toString());
        details.put("kind", one.kind().code());
        if (one.person() != null) {
            details.put("person", one.person());
        }
        if (one.until() != null) {
            details.put("until", one.until().toString());
        }
        return new AuditEvent(
                EventId.at(now),
                now,
                caller.actor(),
                act.action(),
                About.NOTHING.withDataset(one.dataset(), null).withDetails(Map.copyOf(details)),
                new Outcome.Done(),
                caller.request());
    }

    /** Instants are kept to the millisecond, as the record keeps them. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
