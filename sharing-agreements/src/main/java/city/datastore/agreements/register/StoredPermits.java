package city.datastore.agreements.register;

import city.datastore.access.index.PermitTable;
import city.datastore.access.policy.Permit;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.permits.Permits;
import city.datastore.audit.names.AgreementRef;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.springframework.transaction.support.TransactionOperations;

/** What agreements promise, as one snapshot of the register shows it. */
public final class StoredPermits implements PermitTable {
    private static final int BATCH = 500;

    private final SessionFactory sessions;

    public StoredPermits(EntityManagerFactory rows) {
        this.sessions = rows.unwrap(SessionFactory.class);
    }

    @Override
    public void each(Connection snapshot, Consumer<Permit> taker) {
        try (var session = open(snapshot)) {
            var register = register(session);
            var last = "";
            List<Agreement> batch;
            do {
                batch = register.after(last, BATCH);
                for (var agreement : batch) {
                    taker.accept(Permits.of(agreement));
                    last = agreement.head().reference().value();
                }
                session.clear();
            } while (batch.size() == BATCH);
        }
    }

    @Override
    public Optional<Permit> of(Connection snapshot, AgreementRef agreement) {
        try (var session = open(snapshot)) {
            return register(session).find(agreement).map(Permits::of);
        }
    }

    private Session open(Connection snapshot) {
        var session = sessions.withOptions().connection(snapshot).openSession();
        session.setDefaultReadOnly(true);
        return session;
    }

    private static AgreementRows register(Session session) {
        return new AgreementRows(session, TransactionOperations.withoutTransaction());
    }
}
