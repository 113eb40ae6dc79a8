package city.datastore.access.index;

import city.datastore.audit.names.AgencyCode;
import java.sql.Connection;
import java.util.List;
import java.util.function.Consumer;

/**
 * Where the index reads one kind of what owners lay down, as one snapshot of the database shows it.
 */
public interface OwnerRuleTable<R> {
    /** Hands over every rule that nobody has ended. */
    void each(Connection snapshot, Consumer<R> taker);

    /** Those of one owner that nobody has ended. */
    List<R> of(Connection snapshot, AgencyCode owner);
}
