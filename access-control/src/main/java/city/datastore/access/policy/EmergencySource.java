package city.datastore.access.policy;

import city.datastore.access.identity.Caller;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EmergencyId;
import org.jspecify.annotations.Nullable;

/**
 * Where the gate learns what holds in an emergency; always answers from what is committed at this
 * instant.
 */
@FunctionalInterface
public interface EmergencySource {
    /** There are no emergencies. */
    EmergencySource NONE = (_, _, _) -> EmergencyFacts.NONE;

    /**
     * What holds on that dataset for that caller.
     *
     * @param access null where none is named
     */
    EmergencyFacts facts(Caller caller, DatasetId dataset, @Nullable EmergencyId access);
}
