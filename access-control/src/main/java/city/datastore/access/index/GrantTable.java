package city.datastore.access.index;

import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PersonId;
import java.sql.Connection;
import java.util.List;
import java.util.function.Consumer;

/** Where the index reads who holds which grant, as one snapshot of the database shows it. */
public interface GrantTable {
    /** Hands over every grant, in force or not; in constant memory. */
    void each(Connection snapshot, Consumer<Holding> taker);

    List<Holding> of(Connection snapshot, PersonId holder, DatasetId dataset);
}
