package city.datastore.access.index;

import city.datastore.access.policy.RolePolicy;
import city.datastore.audit.names.AgencyCode;
import java.sql.Connection;
import java.util.List;
import java.util.function.Consumer;

/** Where the index reads which roles owners let read, in one snapshot. */
public interface RolePolicyTable {
    /** Hands over every role policy that is in force. */
    void each(Connection snapshot, Consumer<RolePolicy> taker);

    /** Those of one owner that are in force. */
    List<RolePolicy> of(Connection snapshot, AgencyCode owner);
}
