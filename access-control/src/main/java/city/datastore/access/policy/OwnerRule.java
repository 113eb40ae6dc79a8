package city.datastore.access.policy;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.RuleId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the owner of data lays down for who reads it, on one dataset or on everything of the owner,
 * whatever agreements and grants allow.
 */
public interface OwnerRule<I extends RuleId> {
    I id();

    AgencyCode owner();

    /** Null: every dataset of the owner. */
    @Nullable DatasetId dataset();

    /** First instant at which it no longer stands, null: until somebody ends it. */
    default @Nullable Instant until() {
        return null;
    }

    /** Whether it is about that dataset. */
    default boolean concerns(DatasetId wanted) {
        var on = dataset();
        return owner().equals(wanted.agency()) && (on == null || on.equals(wanted));
    }

    /**
     * @throws IllegalArgumentException when it is on data of somebody else
     */
    static void checkOwner(AgencyCode owner, @Nullable DatasetId dataset) {
        if (dataset != null && !dataset.agency().equals(owner)) {
            throw new IllegalArgumentException(owner + " does not own " + dataset);
        }
    }
}
