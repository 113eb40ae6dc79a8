package city.datastore.access.policy;

import city.datastore.audit.names.DatasetId;
import java.util.List;

/**
 * Where the gate learns on what conditions owners let people read; always answers from what is
 * committed at this instant.
 */
public interface ConditionSource {
    /** Those on that dataset that have not been ended. */
    List<AccessCondition> conditions(DatasetId dataset);
}
