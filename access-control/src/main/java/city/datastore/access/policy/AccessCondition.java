package city.datastore.access.policy;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.ConditionId;
import city.datastore.audit.names.DatasetId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * On what condition the owner of data lets people read it, whatever agreements and grants allow;
 * all that stand on a dataset have to be met.
 *
 * @param dataset null: every dataset of the owner
 */
public record AccessCondition(
        ConditionId id, AgencyCode owner, @Nullable DatasetId dataset, Demand demand)
        implements OwnerRule<ConditionId> {
    public AccessCondition {
        OwnerRule.checkOwner(owner, dataset);
    }

    /** The addresses of the network that it asks for; none where it asks for something else. */
    public List<NetworkBlock> blocks() {
        return demand instanceof Networks network ? network.blocks() : List.of();
    }
}
