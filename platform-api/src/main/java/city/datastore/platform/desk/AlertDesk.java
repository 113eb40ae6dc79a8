package city.datastore.platform.desk;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Judgement;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.access.policy.TrailScopes;
import city.datastore.audit.alerts.Alert;
import city.datastore.audit.alerts.AlertQuery;
import city.datastore.audit.alerts.Alerts;
import city.datastore.audit.alerts.Review;
import city.datastore.audit.alerts.ReviewOutcome;
import city.datastore.audit.alerts.ReviewedAlert;
import city.datastore.audit.event.About;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AlertId;
import city.datastore.audit.names.EventId;
import city.datastore.audit.paging.Page;
import city.datastore.audit.paging.PageRequest;
import city.datastore.audit.pipeline.Outbox;
import city.datastore.audit.trail.TrailScope;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/** The use cases of alerts: list, see, review. */
public final class AlertDesk {
    private final Gatekeeper gate;
    private final Alerts alerts;
    private final Outbox outbox;
    private final TransactionOperations transactions;
    private final Clock clock;

    public AlertDesk(
            Gatekeeper gate,
            Alerts alerts,
            Outbox outbox,
            TransactionOperations transactions,
            Clock clock) {
        this.gate = gate;
        this.alerts = alerts;
        this.outbox = outbox;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Decides whether the caller may list alerts, and puts it on the record. */
    public EventId admitToList(Caller caller) {
        return gate.admit(Question.of(caller, Act.LIST_ALERTS, new Target.OfList())).event();
    }

    /** Alerts within the caller's scope, for whoever was admitted to the list. */
    public Page<ReviewedAlert> list(Caller caller, AlertQuery query, PageRequest page) {
        return alerts.find(TrailScopes.of(caller), query, page);
    }

    /** How many alerts within the caller's scope nobody has reviewed. */
    public long open(Caller caller) {
        return alerts.open(TrailScopes.of(caller));
    }

    /**
     * One alert; the event is the decision to show it.
     *
     * @throws DeskException.NotFound when there is none of that id, for who sees every alert
     */
    public Recorded<ReviewedAlert> see(Caller caller, AlertId id) {
        var found = found(caller, id);
        var pass = gate.admit(Question.of(caller, Act.SEE_ALERT, target(found, false)));
        return new Recorded<>(seen(found, id), pass.event());
    }

    /** Why the caller may not review it, null where they may; nothing is recorded. */
    public Judgement.@Nullable Refused refusal(Caller caller, Alert alert) {
        var target = target(alert, true, alerts.concerns(alert, caller.person()));
        return gate.explain(Question.of(caller, Act.REVIEW_ALERT, target))
                        instanceof Judgement.Refused refused
                ? refused
                : null;
    }

    /**
     * Says what came of looking at the alert; the newest review says how it stands.
     *
     * @throws DeskException.NotFound when there is none of that id, for who sees every alert
     * @throws DeskException.BadField when the note is empty or too long
     */
    public Recorded<ReviewedAlert> review(
            Caller caller, AlertId id, ReviewOutcome outcome, String note) {
        var found = found(caller, id);
        boolean own = found != null && alerts.concerns(found.alert(), caller.person());
        gate.admit(Question.of(caller, Act.REVIEW_ALERT, target(found, own)));
        var alert = seen(found, id).alert();
        var text = note.strip();
        if (text.isEmpty() || text.codePointCount(0, text.length()) > Review.MAX_NOTE) {
            throw new DeskException.BadField(
                    "note",
                    "a note says what you found, in 1 to " + Review.MAX_NOTE + " characters");
        }
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var event =
                AuditEvent.now(
                        now,
                        caller.actor(),
                        Act.REVIEW_ALERT.action(),
                        About.NOTHING.withDataset(alert.dataset(), null),
                        new Outcome.Done(),
                        caller.request());
        var review =
                new Review(
                        caller.person(),
                        caller.username(),
                        caller.agency(),
                        now,
                        outcome,
                        text,
                        event.id());
        transactions.executeWithoutResult(_ -> {
            alerts.add(id, review);
            outbox.add(event);
        });
        return new Recorded<>(seen(found(caller, id), id), event.id());
    }

    /**
     * Null where it is out of the caller's scope, and where there is none, for all but those who
     * see every alert: an id follows from what an alert is about, so that whoever could tell the
     * one from the other could ask whether somebody was noticed.
     */
    private @Nullable ReviewedAlert found(Caller caller, AlertId id) {
        var scope = TrailScopes.of(caller);
        var found = alerts.find(scope, id);
        if (found.isEmpty() && scope instanceof TrailScope.Everything) {
            throw new DeskException.NotFound("alert", id);
        }
        return found.orElse(null);
    }

    /** The gate has refused already what is out of scope. */
    private static ReviewedAlert seen(@Nullable ReviewedAlert found, AlertId id) {
        if (found == null) {
            throw new DeskException.NotFound("alert", id);
        }
        return found;
    }

    private static Target.OfAlert target(@Nullable ReviewedAlert found, boolean own) {
        return found == null
                ? new Target.OfAlert(null, false, false)
                : target(found.alert(), true, own);
    }

    private static Target.OfAlert target(Alert alert, boolean withinScope, boolean own) {
        return new Target.OfAlert(alert.dataset(), withinScope, own);
    }
}
