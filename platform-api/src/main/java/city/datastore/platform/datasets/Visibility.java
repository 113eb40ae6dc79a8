package city.datastore.platform.datasets;

import city.datastore.access.emergency.Arrangements;
import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.gate.RefusedException;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Judgement;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.audit.names.DatasetId;

/**
 * Who may know that a hidden dataset exists: those whom the gate lets, and officers who are on duty
 * for emergencies on it.
 */
final class Visibility {
    private final Gatekeeper gate;
    private final Arrangements arrangements;

    Visibility(Gatekeeper gate, Arrangements arrangements) {
        this.gate = gate;
        this.arrangements = arrangements;
    }

    /** Nothing is recorded. */
    boolean mayKnow(Caller caller, DatasetId id) {
        return gate.explain(toSee(caller, id)) instanceof Judgement.Allowed
                || arrangements.usable(caller, id).isPresent();
    }

    /**
     * Puts on the record that somebody looked for it who may not know of it. Asked of a dataset
     * that is not there it takes the same steps, so that neither the answer nor the record tells
     * the one from the other.
     *
     * @throws DatasetException.NotFound if the caller may not know of it
     */
    void mustKnow(Caller caller, DatasetId id) {
        if (!mayKnow(caller, id)) {
            try {
                gate.admit(toSee(caller, id));
            } catch (RefusedException _) {
                throw notFound(id);
            }
        }
    }

    static DatasetException notFound(DatasetId id) {
        return new DatasetException.NotFound("dataset " + id);
    }

    private static Question toSee(Caller caller, DatasetId id) {
        return Question.of(caller, Act.SEE_HIDDEN_DATASET, new Target.OfDataset(id));
    }
}
