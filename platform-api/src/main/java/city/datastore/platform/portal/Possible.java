package city.datastore.platform.portal;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Judgement;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.audit.names.DatasetId;
import org.jspecify.annotations.Nullable;

/** Asks the gate beforehand what it would say, so that a page offers only what is possible. */
final class Possible {
    private Possible() {}

    static boolean is(Gatekeeper gatekeeper, Caller caller, Act act, Target target) {
        return gatekeeper.explain(Question.of(caller, act, target)) instanceof Judgement.Allowed;
    }

    /** Why the caller may not do it, null where they may. */
    static Judgement.@Nullable Refused refusal(
            Gatekeeper gatekeeper, Caller caller, Act act, Target target) {
        return gatekeeper.explain(Question.of(caller, act, target))
                        instanceof Judgement.Refused refused
                ? refused
                : null;
    }

    /**
     * For a page that is of no use to whoever may not do it.
     *
     * @throws NotAllowedException where the caller may not
     */
    static void demand(Gatekeeper gatekeeper, Caller caller, Act act, Target target) {
        var refused = refusal(gatekeeper, caller, act, target);
        if (refused != null) {
            throw new NotAllowedException(refused);
        }
    }

    /** Why the caller may not publish datasets of their agency, null where they may. */
    static Judgement.@Nullable Refused toPublish(Gatekeeper gatekeeper, Caller caller) {
        var agency = caller.agency();
        return agency == null
                ? null
                : refusal(
                        gatekeeper,
                        caller,
                        Act.CREATE_DATASET,
                        new Target.OfDataset(new DatasetId(agency, "new")));
    }
}
