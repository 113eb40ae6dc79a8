package city.datastore.access.emergency;

import city.datastore.access.identity.Caller;
import city.datastore.access.policy.EmergencyFacts;
import city.datastore.access.policy.EmergencySource;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EmergencyId;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What holds in emergencies as it is committed at the instant of asking: each reading is a
 * statement of its own.
 */
public final class StoredEmergencies implements EmergencySource {
    private final ArrangementRows arrangements;
    private final DutyRows duties;
    private final AccessRows accesses;

    /**
     * @param app of the role {@code datastore_app}
     */
    public StoredEmergencies(DataSource app) {
        this.arrangements = new ArrangementRows(app);
        this.duties = new DutyRows(app);
        this.accesses = new AccessRows(app);
    }

    @Override
    public EmergencyFacts facts(Caller caller, DatasetId dataset, @Nullable EmergencyId access) {
        return new EmergencyFacts(
                arrangements.standing(dataset).map(Arrangement::arranged).orElse(null),
                duties.of(caller),
                access == null ? null : accesses.find(access).map(Emergency::access).orElse(null));
    }
}
