package city.datastore.access.index;

import city.datastore.access.policy.AccessCondition;
import city.datastore.audit.names.AgencyCode;
import java.sql.Connection;
import java.util.List;
import java.util.function.Consumer;

/** Where the index reads on what conditions owners let people read, in one snapshot. */
public interface ConditionTable {
    /** Hands over every condition that has not been ended. */
    void each(Connection snapshot, Consumer<AccessCondition> taker);

    /** Those of one owner that have not been ended. */
    List<AccessCondition> of(Connection snapshot, AgencyCode owner);
}
