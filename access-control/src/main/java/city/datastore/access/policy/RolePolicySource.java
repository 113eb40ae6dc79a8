package city.datastore.access.policy;

import city.datastore.audit.names.DatasetId;
import java.util.List;

/**
 * Where the gate learns which roles owners let read; always answers from what is committed at this
 * instant.
 */
public interface RolePolicySource {
    /**
     * Those on that dataset that are in force: at most one on it, and one on all of its owner's.
     */
    List<RolePolicy> rolePolicies(DatasetId dataset);
}
