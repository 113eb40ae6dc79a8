package city.datastore.access.requests;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.policy.PermitSource;
import city.datastore.audit.event.About;
import city.datastore.audit.event.Action;
import city.datastore.audit.event.Activity;
import city.datastore.audit.event.Actor;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AccessRequestId;
import city.datastore.audit.names.EventId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.RequestId;
import city.datastore.audit.pipeline.Outbox;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What the platform itself does to requests and grants when their time is over, and what it has to
 * know for letters before that. Nothing here asks the gate, because nobody asked for it: each step
 * is on the record as the platform's own. May run twice, and on several nodes at once.
 */
public final class Deadlines {
    /** A request that nobody decided in time. */
    public static final Action LAPSE = new Action("access-request.lapse", Activity.UPDATE);

    /** A grant that nobody confirmed in time. */
    public static final Action END = new Action("grant.end-unconfirmed", Activity.UPDATE);

    private static final String NAME = "city-datastore";
    private static final PersonId PERSON = new PersonId(NAME);
    private static final Actor PLATFORM = new Actor(PERSON, NAME, null, new TreeSet<>());
    private static final int SOME = 100;

    private final Changes changes;
    private final RequestRows requests;
    private final GrantRows grants;

    /**
     * @param rows joins the transaction of the thread, as Spring's shared one does
     */
    public Deadlines(
            Gatekeeper gate,
            PermitSource permits,
            EntityManager rows,
            TransactionOperations transactions,
            Outbox outbox,
            Clock clock) {
        this.requests = new RequestRows(rows);
        this.grants = new GrantRows(rows);
        this.changes = new Changes(gate, permits, requests, grants, transactions, outbox, clock);
    }

    /**
     * Closes requests that nobody has decided for so long, each with its event.
     *
     * @return how many
     */
    public int lapse(Duration undecidedFor) {
        var before = changes.now().minus(undecidedFor);
        String reason = "Nobody decided it within " + undecidedFor.toDays() + " days.";
        int lapsed = 0;
        List<AccessRequest> some = requests.undecided(before, null, SOME);
        while (!some.isEmpty()) {
            for (var one : some) {
                lapsed += lapse(one.asked(), reason) ? 1 : 0;
            }
            some = requests.undecided(before, null, SOME);
        }
        return lapsed;
    }

    private boolean lapse(AccessRequest.Asked asked, String reason) {
        var now = changes.now();
        return changes.inOne(() -> {
            var row = changes.locked(asked.id());
            if (!row.pending()) {
                return false;
            }
            row.lapse(PERSON, NAME, now, reason);
            changes.record(event(LAPSE, Changes.about(asked, null), "lapse-" + asked.id(), now));
            return true;
        });
    }

    /**
     * Ends a grant, and what continues it, as a revocation by the platform.
     *
     * @param still done first in the same transaction, also where the grant is over already;
     *     whether it is to be ended still
     * @return empty where it is over already, or not to be ended any more
     */
    public Optional<Recorded<Grant>> end(GrantId id, String reason, BooleanSupplier still) {
        var now = changes.now();
        return changes.inOne(() -> {
            if (!still.getAsBoolean()) {
                return Optional.<Recorded<Grant>>empty();
            }
            var row = changes.locked(id);
            if (!row.standing(now)) {
                return Optional.<Recorded<Grant>>empty();
            }
            var ended = end(row, reason, now);
            var later = grants.lockedContinuing(ended.value(), now);
            while (!later.isEmpty()) {
                later.forEach(each -> end(each, reason, now));
                later = grants.lockedContinuing(ended.value(), now);
            }
            return Optional.of(ended);
        });
    }

    private Recorded<Grant> end(GrantRow row, String reason, Instant now) {
        row.end(PERSON, NAME, now, reason);
        var ended = row.toRecord();
        var event = event(END, Changes.about(ended), "end-" + ended.held().id(), now);
        changes.record(event);
        return new Recorded<>(ended, event.id());
    }

    /**
     * Requests that nobody has decided since then, in the order of their ids.
     *
     * @param after the last one of those before, null for the first
     */
    public List<AccessRequest> undecided(
            Instant since, @Nullable AccessRequestId after, int limit) {
        return requests.undecided(since, after, limit);
    }

    /**
     * Requests that lapsed since then, in the order of their ids.
     *
     * @param after the last one of those before, null for the first
     */
    public List<AccessRequest> lapsed(Instant since, @Nullable AccessRequestId after, int limit) {
        return requests.lapsed(since, after, limit);
    }

    /**
     * Grants in force that end by then and are not {@link #renewed}, in the order of their ids.
     *
     * @param after the last one of those before, null for the first
     */
    public List<Grant> ending(Instant by, @Nullable GrantId after, int limit) {
        return grants.ending(changes.now(), by, after, limit);
    }

    /**
     * Grants that the platform ended since then, in the order of their ids.
     *
     * @param after the last one of those before, null for the first
     */
    public List<Grant> ended(Instant since, @Nullable GrantId after, int limit) {
        return grants.endedBy(PERSON, since, after, limit);
    }

    public Optional<AccessRequest> request(AccessRequestId id) {
        return requests.find(id);
    }

    public Optional<Grant> grant(GrantId id) {
        return grants.find(id);
    }

    /** As it is, held until the transaction ends; one has to be open. */
    public Grant locked(GrantId id) {
        return changes.locked(id).toRecord();
    }

    /**
     * Whether somebody has asked to continue that grant and may still get it, or got it, or its
     * holder has joined what continues it without a gap.
     */
    public boolean renewed(GrantId id) {
        return grants.continued(id);
    }

    private static AuditEvent event(Action action, About about, String request, Instant now) {
        return new AuditEvent(
                EventId.at(now),
                now,
                PLATFORM,
                action,
                about,
                new Outcome.Done(),
                new RequestId(request));
    }
}
