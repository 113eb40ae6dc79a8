package city.datastore.platform.keeping;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.access.policy.TrailScopes;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.HoldId;
import city.datastore.audit.retention.Hold;
import city.datastore.audit.retention.HoldException;
import city.datastore.audit.retention.HoldKind;
import city.datastore.audit.retention.Holds;
import city.datastore.audit.retention.Retention;
import java.util.List;

/** The use cases of retention and legal holds. Thread-safe. */
public final class Keeping {
    private final Gatekeeper gate;
    private final Retention retention;
    private final Holds holds;

    public Keeping(Gatekeeper gate, Retention retention, Holds holds) {
        this.gate = gate;
        this.retention = retention;
        this.holds = holds;
    }

    /** What there is to see, the holds cut to those of the reader's agency. */
    public record Overview(Retention.Outlook outlook, List<Hold> holds) {
        public Overview {
            holds = List.copyOf(holds);
        }
    }

    public Recorded<Overview> see(Caller caller) {
        var pass = gate.admit(Question.of(caller, Act.SEE_RETENTION, new Target.OfTrail()));
        return new Recorded<>(
                new Overview(retention.look(), holds.list(TrailScopes.cutTo(caller).orElse(null))),
                pass.event());
    }

    /**
     * One hold, for whoever may see it.
     *
     * @throws HoldException.NotFound when there is none, or it is another agency's
     */
    public Recorded<Hold> hold(Caller caller, HoldId id) {
        var pass = gate.admit(Question.of(caller, Act.SEE_RETENTION, new Target.OfTrail()));
        var cut = TrailScopes.cutTo(caller);
        var found =
                holds.find(id)
                        .filter(hold -> cut.isEmpty() || cut.get().equals(hold.agency()))
                        .orElseThrow(() -> new HoldException.NotFound(id));
        return new Recorded<>(found, pass.event());
    }

    /**
     * Sets a hold over what concerns the caller's agency; a city auditor's covers everything.
     *
     * @throws HoldException.BadField when the reason is missing or too long
     * @throws city.datastore.audit.names.NameException when the value is no such name
     */
    public Recorded<Hold> set(Caller caller, HoldKind kind, String value, String reason) {
        gate.admit(Question.of(caller, Act.SET_HOLD, new Target.OfTrail()));
        var hold =
                holds.set(
                        caller.actor(),
                        caller.request(),
                        TrailScopes.cutTo(caller).orElse(null),
                        kind,
                        value,
                        reason);
        return new Recorded<>(hold, hold.event());
    }

    /**
     * Lifts a hold.
     *
     * @throws HoldException when there is none, it was lifted before, or the reason is missing
     */
    public Recorded<Hold> lift(Caller caller, HoldId id, String reason) {
        var hold = holds.find(id).orElseThrow(() -> new HoldException.NotFound(id));
        gate.admit(
                Question.of(
                        caller, Act.LIFT_HOLD, new Target.OfMark(id.toString(), hold.agency())));
        var lifted = holds.lift(caller.actor(), caller.request(), id, reason);
        var lifting = lifted.lifting();
        return new Recorded<>(lifted, lifting == null ? lifted.event() : lifting.event());
    }
}
