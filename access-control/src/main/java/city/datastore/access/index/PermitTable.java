package city.datastore.access.index;

import city.datastore.access.policy.Permit;
import city.datastore.audit.names.AgreementRef;
import java.sql.Connection;
import java.util.Optional;
import java.util.function.Consumer;

/** Where the index reads what agreements promise, as one snapshot of the database shows it. */
public interface PermitTable {
    /** Hands over the permit of every agreement, in whatever standing; in constant memory. */
    void each(Connection snapshot, Consumer<Permit> taker);

    Optional<Permit> of(Connection snapshot, AgreementRef agreement);
}
