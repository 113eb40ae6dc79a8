package city.datastore.audit.pipeline;

import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.EventCodec;
import javax.sql.DataSource;
import org.springframework.jdbc.JdbcUpdateAffectedIncorrectNumberOfRowsException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The outbox as a table, written in the caller's transaction on the platform's own data source. */
final class JdbcOutbox implements Outbox {
    private static final String INSERT = "INSERT INTO audit.outbox (canonical) VALUES (?)";

    private final JdbcClient database;
    private final Runnable afterCommit;

    JdbcOutbox(DataSource app, Runnable afterCommit) {
        this.database = JdbcClient.create(app);
        this.afterCommit = afterCommit;
    }

    @Override
    public void add(AuditEvent event) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalTransactionStateException(
                    "the event "
                            + event.action().name()
                            + " was added outside a transaction, it has to be added in the one that"
                            + " makes the change");
        }
        byte[] canonical = EventCodec.encode(event);
        int rows = database.sql(INSERT).param(canonical).update();
        if (rows != 1) {
            throw new NotRecordedException(
                    "the event is not on the record: the outbox did not take it",
                    new JdbcUpdateAffectedIncorrectNumberOfRowsException(INSERT, 1, rows));
        }
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new Wake(afterCommit));
        }
    }

    private record Wake(Runnable relay) implements TransactionSynchronization {
        @Override
        public void afterCommit() {
            relay.run();
        }
    }
}
