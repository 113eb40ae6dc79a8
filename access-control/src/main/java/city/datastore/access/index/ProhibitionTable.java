package city.datastore.access.index;

import city.datastore.access.policy.Prohibition;
import city.datastore.audit.names.AgencyCode;
import java.sql.Connection;
import java.util.List;
import java.util.function.Consumer;

/** Where the index reads what owners forbid, as one snapshot of the database shows it. */
public interface ProhibitionTable {
    /** Hands over every prohibition that has not been lifted. */
    void each(Connection snapshot, Consumer<Prohibition> taker);

    /** Those of one owner that have not been lifted. */
    List<Prohibition> of(Connection snapshot, AgencyCode owner);
}
