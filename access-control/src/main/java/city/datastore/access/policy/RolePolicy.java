package city.datastore.access.policy;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.RolePolicyId;
import org.jspecify.annotations.Nullable;

/**
 * Which roles the owner of data lets read it, whatever agreements and grants allow: it takes away
 * and never gives. One on every dataset of the owner and one on the dataset itself both bind.
 *
 * @param dataset null: every dataset of the owner
 * @param version counted for each dataset, and for every dataset, from 1
 */
public record RolePolicy(
        RolePolicyId id,
        AgencyCode owner,
        @Nullable DatasetId dataset,
        int version,
        RoleMatrix roles)
        implements OwnerRule<RolePolicyId> {
    public RolePolicy {
        OwnerRule.checkOwner(owner, dataset);
        if (version < 1) {
            throw new IllegalArgumentException("versions count from 1, not from " + version);
        }
    }
}
