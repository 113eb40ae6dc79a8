package city.datastore.access.index;

import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.pipeline.Outbox;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The outbox of the record, whose transactions are over only when every node decides by what they
 * changed. Every change is recorded in its transaction, so no change can forget to wait.
 */
public final class SettledOutbox implements Outbox {
    private final Outbox outbox;
    private final TransactionSynchronization settling;

    public SettledOutbox(Outbox outbox, Settlement settlement) {
        this.outbox = outbox;
        this.settling =
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        settlement.await();
                    }
                };
    }

    @Override
    public void add(AuditEvent event) {
        outbox.add(event);
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            // a set: the same one counts once, however many events there are
            TransactionSynchronizationManager.registerSynchronization(settling);
        }
    }
}
